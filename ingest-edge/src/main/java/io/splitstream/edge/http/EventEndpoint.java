package io.splitstream.edge.http;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.splitstream.contracts.identity.Role;
import io.splitstream.edge.admission.AckPace;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.admission.LoopPressure;
import io.splitstream.edge.admission.RateLimits;
import io.splitstream.edge.intake.BodyForm;
import io.splitstream.edge.intake.BodyIntake;
import io.splitstream.edge.intake.EventIntake;
import io.splitstream.edge.intake.EventOrigin;
import io.splitstream.edge.intake.Intake;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.intake.Rejection;
import io.splitstream.edge.intake.RejectionLog;
import io.splitstream.edge.intake.SessionIntake;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import io.splitstream.edge.ring.Delivery;
import io.splitstream.edge.ring.Submission;
import io.splitstream.edge.ring.SubmissionRing;
import io.splitstream.edge.telemetry.EdgeMetrics;
import io.splitstream.edge.telemetry.EventLedger;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From a whole body to its answer, for the requests of one event loop; everything public is called on that loop and
 * answers there.
 *
 * <p>Every event that was parsed is entered in the {@link EventLedger} once as received, and once as what became of it.
 */
final class EventEndpoint {
    /** A fifth of what makes a round of the loop long. */
    private static final long SHORTEST_ROUND_MILLIS = TimeUnit.NANOSECONDS.toMillis(LoopPressure.LONG_NANOS) / 5;

    /** Records from which on requests do not wait for the end of the round. */
    private static final int TOGETHER = 64;

    private final EventLoop loop;
    private final SubmissionRing ring;
    private final Gate gate;
    private final Parts parts;
    private final BodyIntake events;
    private final BodyIntake interactions;
    private final Completions completions;
    private final LoopPressure pressure = new LoopPressure(System::nanoTime);

    /** What the endpoints of all event loops share. */
    record Parts(
            EventIntake.Context intake,
            SessionIntake.Context sessions,
            BufferPool buffers,
            Budget bytesInFlight,
            Budget answerBytes,
            RejectionLog rejections,
            RateLimits rates,
            Budget eventsInFlight,
            AckPace pace,
            EventLedger ledger,
            EdgeMetrics metrics,
            Answers answers,
            HttpLimits limits,
            Clock clock) {}

    EventEndpoint(EventLoop loop, SubmissionRing ring, Gate gate, Parts parts) {
        this.loop = loop;
        this.ring = ring;
        this.gate = gate;
        this.parts = parts;
        this.events = new EventIntake(parts.intake);
        this.interactions = new SessionIntake(parts.sessions);
        this.completions = new Completions(loop);
        var unused = loop.scheduleWithFixedDelay(
                pressure::nextRound, SHORTEST_ROUND_MILLIS, SHORTEST_ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Judges a request by its head. */
    Admission admit(HttpRequest head, Client client) {
        return gate.admit(head, client, pressure.takesMore() && ring.hasRoom());
    }

    /** An empty buffer for a body. */
    BodyBuffer newBody() {
        return new BodyBuffer(parts.buffers, parts.bytesInFlight);
    }

    /** Takes a request whose body is whole, and the body; {@code then} gets the answer, now or later. */
    void handle(EventRequest request, BodyBuffer received, Consumer<Answer> then) {
        if (!(request.sender() instanceof Sender.OfUnknownSite unknown)) {
            handleKnown(request, received, answer -> then.accept(answer.with(request.headers())));
        } else if (received.reserveArray()) {
            var unused = gate.lookAgain(unknown)
                    .thenAccept(sender -> loop.execute(() -> handleFrom(sender, request, received, then)));
        } else {
            received.release();
            then.accept(parts.answers.to(request.route()).full());
        }
    }

    private void handleFrom(Sender sender, EventRequest request, BodyBuffer received, Consumer<Answer> then) {
        if (sender instanceof Sender.Known known) {
            handle(request.from(known), received, then);
        } else {
            received.release();
            then.accept(((Sender.Refused) sender).answer());
        }
    }

    private void handleKnown(EventRequest request, BodyBuffer received, Consumer<Answer> then) {
        long begun = System.nanoTime();
        ContentCoding.Decoded decoded = request.route().kind() == Route.Kind.PIXEL
                ? pixel(request.route().subject())
                : request.coding().decode(received.bytes(), received.size(), request.maxBytes(), parts.buffers);
        if (decoded instanceof ContentCoding.Decoded.Refused refused) {
            received.release();
            then.accept(parts.answers.to(request.route()).refused(refused.refusal()));
            return;
        }
        ContentCoding.Decoded.Plain plain = (ContentCoding.Decoded.Plain) decoded;
        if (received.replace(plain.body(), plain.length())) {
            new Pending(request, received, begun, then).begin();
        } else {
            received.release();
            then.accept(parts.answers.to(request.route()).full());
        }
    }

    private static ContentCoding.Decoded pixel(String text) {
        Map<String, List<String>> query = Query.of(text);
        if (query == null) {
            return new ContentCoding.Decoded.Refused(Query.BROKEN);
        }
        byte[] event = Pixel.event(query);
        return new ContentCoding.Decoded.Plain(event, event.length);
    }

    /** Hands on what a round of the loop brought at the round's end, or at once where that is much. */
    private void send(Sending sending) {
        int waiting = ring.submit(sending);
        if (waiting >= TOGETHER) {
            ring.publish();
        } else if (waiting == sending.records()) {
            loop.execute(ring::publish);
        }
    }

    private EventOrigin originOf(EventRequest request) {
        return new EventOrigin(
                request.principal().workspaceId(),
                switch (request.route().kind()) {
                    case STREAM -> "collect";
                    case PIXEL -> "pixel";
                    default -> "sommos";
                },
                request.userAgentClass(),
                request.address(),
                parts.clock.millis(),
                request.principal().role() == Role.GUEST ? request.principal().subject() : null,
                request.idempotencyKey());
    }

    /** A request whose events are being judged, then sent. On the event loop. */
    private final class Pending {
        private final Route route;
        private final Answers words;
        private final BodyIntake intake;
        private final BodyForm form;
        private final BodyBuffer body;
        private final RateLimits.Caller caller;
        private final EventOrigin origin;
        private final long begun;
        private final Consumer<Answer> then;

        Pending(EventRequest request, BodyBuffer body, long begun, Consumer<Answer> then) {
            this.route = request.route();
            this.words = parts.answers.to(route);
            this.intake = route.kind() == Route.Kind.SESSION ? interactions : events;
            this.form = route.form();
            this.body = body;
            this.caller = new RateLimits.Caller(
                    request.principal().workspaceId(), request.principal().subject());
            this.origin = originOf(request);
            this.begun = begun;
            this.then = then;
        }

        void begin() {
            RecordBatch records = ring.open();
            if (records == null) {
                answer(words.full());
                return;
            }
            Intake read = intake.read(form, body.bytes(), body.size(), origin, records);
            if (read instanceof Intake.Unreadable unreadable) {
                ring.abandon();
                parts.rates.charge(caller, 1);
                answer(words.refused(unreadable.refusal()));
                return;
            }
            Intake.Judged judged = (Intake.Judged) read;
            parts.rates.charge(caller, judged.events());
            parts.ledger.receive(judged.events());
            if (intake.doubtful(judged).isEmpty()) {
                decide(judged);
                return;
            }
            if (!body.reserveArray()) {
                turnAway(judged.events());
                return;
            }
            // Other requests go ahead meanwhile, so the slot is theirs; the body is read again.
            ring.abandon();
            int events = judged.events();
            Refusal unconfirmed = EventIntake.unconfirmed(judged);
            var unused = intake.catchUp()
                    .whenComplete((done, failure) -> loop.execute(() -> {
                        if (failure == null) {
                            beginAgain(events);
                        } else {
                            refuseAll(events, unconfirmed);
                        }
                    }));
        }

        private void beginAgain(int events) {
            RecordBatch records = ring.open();
            if (records == null) {
                parts.ledger.refuse(RefusalCode.UNAVAILABLE.label(), events);
                answer(words.full());
                return;
            }
            // What could be read once can be read twice.
            Intake.Judged judged = (Intake.Judged) intake.read(form, body.bytes(), body.size(), origin, records);
            intake.confirm(intake.doubtful(judged));
            decide(judged);
        }

        /** Some refusal could not be confirmed, and a refusal that nobody could confirm is none: come again. */
        private void refuseAll(int events, Refusal unconfirmed) {
            parts.ledger.refuse(RefusalCode.UNAVAILABLE.label(), events);
            answer(words.refused(unconfirmed));
        }

        /** The slot of the ring holds what was admitted. */
        private void decide(Intake.Judged judged) {
            for (Rejection refused : judged.refused()) {
                parts.rejections.note(origin.receivedAt(), origin.workspaceId(), refused, body.bytes());
                parts.ledger.refuse(refused.refusal().code().label(), 1);
            }
            if (judged.refused().isEmpty()) {
                submit(judged, null);
                return;
            }
            if (judged.admitted() > 0 && route.kind() == Route.Kind.STREAM) {
                submitSome(judged);
                return;
            }
            ring.abandon();
            if (judged.admitted() > 0) {
                parts.ledger.refuse("batch", judged.admitted());
            }
            answer(
                    switch (route.kind()) {
                        case BATCH -> words.batchRefused(judged);
                        case SESSION -> sessionRefused(judged);
                        case STREAM -> words.streamJudged(judged);
                        default -> words.refused(judged.refused().get(0).refusal());
                    });
        }

        /** What is wrong with the session is wrong for all; what is wrong with an interaction is named by index. */
        private Answer sessionRefused(Intake.Judged judged) {
            return judged.refused().stream()
                    .map(Rejection::refusal)
                    .filter(refusal -> refusal.code() != RefusalCode.VALIDATION_ERROR)
                    .findFirst()
                    .map(words::refused)
                    .orElseGet(() -> words.batchRefused(judged));
        }

        /** Nothing is taken without room for the verdicts: what was taken could not be refused any more. */
        private void submitSome(Intake.Judged judged) {
            words.streamJudged(judged)
                    .within(parts.answerBytes)
                    .ifPresentOrElse(verdicts -> submit(judged, verdicts), () -> turnAway(judged.admitted()));
        }

        private void submit(Intake.Judged judged, @Nullable Answer verdicts) {
            int count = judged.admitted();
            if (parts.eventsInFlight.tryReserve(count)) {
                send(new Sending(judged, verdicts, begun, route, words, then));
                body.release();
                return;
            }
            if (verdicts != null) {
                verdicts.release();
            }
            turnAway(count);
        }

        /** There is no room for what the slot of the ring holds. */
        private void turnAway(int events) {
            ring.abandon();
            parts.ledger.refuse(RefusalCode.UNAVAILABLE.label(), events);
            answer(words.full());
        }

        /** Answers that nothing was taken, and why; the body is not looked at any more. */
        private void answer(Answer answer) {
            body.release();
            then.accept(answer.within(parts.answerBytes).orElseGet(words::full));
        }
    }

    /** The admitted events of a request on their way. */
    private final class Sending extends Submission {
        private final int events;
        private final @Nullable Answer verdicts;
        private final long begun;
        private final Route route;
        private final Answers words;
        private final Consumer<Answer> then;

        /**
         * @param verdicts the answer if all is well; null if all events were admitted
         */
        Sending(
                Intake.Judged judged,
                @Nullable Answer verdicts,
                long begun,
                Route route,
                Answers words,
                Consumer<Answer> then) {
            super(judged.admitted(), System.nanoTime(), parts.limits.delivery().toNanos());
            this.events = judged.events();
            this.verdicts = verdicts;
            this.begun = begun;
            this.route = route;
            this.words = words;
            this.then = then;
        }

        @Override
        protected void settled(Delivery delivery) {
            parts.eventsInFlight.release(records());
            enter(delivery);
            completions.add(() -> then.accept(answer(delivery)));
        }

        private void enter(Delivery delivery) {
            if (delivery.acked() > 0) {
                parts.ledger.acknowledge(delivery.acked());
            }
            if (delivery.notSent() > 0) {
                parts.ledger.refuse(RefusalCode.UNAVAILABLE.label(), delivery.notSent());
            }
            if (delivery.unknown() > 0) {
                parts.ledger.lose(delivery.unknown());
            }
            if (delivery.isComplete()) {
                long nanos = System.nanoTime() - begun;
                parts.metrics.acknowledged(nanos);
                parts.pace.acknowledged(records(), nanos, records() + parts.eventsInFlight.reserved());
            }
        }

        private Answer answer(Delivery delivery) {
            if (!delivery.isComplete()) {
                if (verdicts != null) {
                    verdicts.release();
                }
                return words.refused(
                        delivery.isNothing()
                                ? new Refusal(
                                        RefusalCode.UNAVAILABLE, "the events could not be stored; none of them was")
                                : new Refusal(
                                        RefusalCode.OUTCOME_UNKNOWN,
                                        "not every event was acknowledged in time; some may be counted, so"
                                                + " send them again under the same event_id or Idempotency-Key"));
            }
            return switch (route.kind()) {
                case BATCH -> words.batchTracked(events);
                case SESSION -> words.interactionsTracked(route.subject(), events);
                case PIXEL -> words.pixel();
                case STREAM -> verdicts == null ? words.streamAccepted(events) : verdicts;
                default -> words.tracked();
            };
        }
    }
}
