package io.splitstream.edge.http;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.admission.RateLimits;
import io.splitstream.edge.intake.BodyReading;
import io.splitstream.edge.intake.EventIntake;
import io.splitstream.edge.intake.EventOrigin;
import io.splitstream.edge.intake.EventReader;
import io.splitstream.edge.intake.EventShape;
import io.splitstream.edge.intake.ReadEvent;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.intake.RejectionLog;
import io.splitstream.edge.intake.Verdict;
import io.splitstream.edge.ring.Delivery;
import io.splitstream.edge.ring.Submission;
import io.splitstream.edge.ring.SubmissionRing;
import io.splitstream.edge.telemetry.EdgeMetrics;
import io.splitstream.edge.telemetry.EventLedger;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * From a whole body to its answer, for the requests of one event loop; everything public is called on that loop and
 * answers there.
 *
 * <p>Every event that was parsed is entered in the {@link EventLedger} once as received, and once as what became of it.
 */
final class EventEndpoint {
    private final EventLoop loop;
    private final SubmissionRing ring;
    private final Gate gate;
    private final Parts parts;

    /** What the endpoints of all event loops share. */
    record Parts(
            EventReader reader,
            EventIntake intake,
            RejectionLog rejections,
            RateLimits rates,
            Budget eventsInFlight,
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
    }

    /** Judges a request by its head. */
    Admission admit(HttpRequest head, InetAddress peer) {
        return gate.admit(head, peer, ring.hasRoom());
    }

    /** Takes a request whose body is whole; {@code then} gets the answer, now or later. */
    void handle(EventRequest request, byte[] received, Consumer<Answer> then) {
        long begun = System.nanoTime();
        ContentCoding.Decoded decoded = request.coding().decode(received, request.maxBytes());
        if (decoded instanceof ContentCoding.Decoded.Refused refused) {
            then.accept(parts.answers.refused(refused.refusal()));
            return;
        }
        byte[] body = ((ContentCoding.Decoded.Plain) decoded).body();
        BodyReading reading = read(request.route(), body);
        RateLimits.Caller caller = new RateLimits.Caller(
                request.principal().workspaceId(), request.principal().subject());
        if (reading instanceof BodyReading.Unreadable unreadable) {
            parts.rates.charge(caller, 1);
            then.accept(parts.answers.refused(unreadable.refusal()));
            return;
        }
        List<ReadEvent> events = ((BodyReading.Events) reading).events();
        parts.rates.charge(caller, events.size());
        parts.ledger.receive(events.size());
        EventOrigin origin = originOf(request);
        Pending pending = new Pending(request.route().kind(), body, events, origin, begun, then);
        parts.intake.judge(events, origin, verdicts -> {
            if (loop.inEventLoop()) {
                pending.decide(verdicts);
            } else {
                loop.execute(() -> pending.decide(verdicts));
            }
        });
    }

    private BodyReading read(Route route, byte[] body) {
        return switch (route.kind()) {
            case BATCH -> parts.reader.readBatch(body);
            case STREAM -> parts.reader.readStream(body);
            case IMPRESSION -> parts.reader.readOne(body, EventShape.impression(route.experimentId()));
            case CONVERSION -> parts.reader.readOne(body, EventShape.conversion(route.experimentId()));
            case EVENT -> parts.reader.readOne(body, EventShape.FULL);
            case LIVE, READY -> throw new IllegalArgumentException(route + " has no body");
        };
    }

    private EventOrigin originOf(EventRequest request) {
        return new EventOrigin(
                request.principal().workspaceId(),
                request.route().kind() == Route.Kind.STREAM ? "collect" : "sommos",
                request.userAgentClass(),
                request.address(),
                parts.clock.millis(),
                request.idempotencyKey());
    }

    /** A request whose events are being judged, then sent. */
    private final class Pending {
        private final Route.Kind kind;
        private final byte[] body;
        private final List<ReadEvent> events;
        private final EventOrigin origin;
        private final long begun;
        private final Consumer<Answer> then;

        Pending(
                Route.Kind kind,
                byte[] body,
                List<ReadEvent> events,
                EventOrigin origin,
                long begun,
                Consumer<Answer> then) {
            this.kind = kind;
            this.body = body;
            this.events = events;
            this.origin = origin;
            this.begun = begun;
            this.then = then;
        }

        void decide(List<Verdict> verdicts) {
            List<ExperimentEvent> admitted = new ArrayList<>(verdicts.size());
            List<Verdict.Refused> refused = new ArrayList<>(0);
            for (Verdict verdict : verdicts) {
                if (verdict instanceof Verdict.Admitted good) {
                    admitted.add(good.event());
                } else {
                    refused.add((Verdict.Refused) verdict);
                }
            }
            if (refused.isEmpty()) {
                submit(admitted, verdicts);
                return;
            }
            for (Verdict.Refused bad : refused) {
                if (bad.refusal().code() == RefusalCode.UNAVAILABLE) {
                    parts.ledger.refuse(RefusalCode.UNAVAILABLE.label(), events.size());
                    then.accept(parts.answers.refused(bad.refusal()));
                    return;
                }
            }
            note(verdicts);
            refused.forEach(bad -> parts.ledger.refuse(bad.refusal().code().label(), 1));
            if (kind != Route.Kind.STREAM) {
                if (!admitted.isEmpty()) {
                    parts.ledger.refuse("batch", admitted.size());
                }
                then.accept(
                        kind == Route.Kind.BATCH
                                ? parts.answers.batchRefused(verdicts)
                                : parts.answers.refused(refused.get(0).refusal()));
            } else if (admitted.isEmpty()) {
                then.accept(parts.answers.streamJudged(verdicts));
            } else {
                submit(admitted, verdicts);
            }
        }

        private void note(List<Verdict> verdicts) {
            for (int index = 0; index < verdicts.size(); index++) {
                if (verdicts.get(index) instanceof Verdict.Refused bad) {
                    parts.rejections.note(origin.receivedAt(), origin.workspaceId(), bad, body, events.get(index));
                }
            }
        }

        private void submit(List<ExperimentEvent> admitted, List<Verdict> verdicts) {
            int count = admitted.size();
            if (!parts.eventsInFlight.tryReserve(count)) {
                full(count);
                return;
            }
            long deadline = System.nanoTime() + parts.limits.delivery().toNanos();
            boolean taken = ring.offer(new Submission(admitted, deadline, delivery -> {
                parts.eventsInFlight.release(count);
                enter(delivery);
                loop.execute(() -> then.accept(answer(delivery, verdicts)));
            }));
            if (!taken) {
                parts.eventsInFlight.release(count);
                full(count);
            }
        }

        private void full(int count) {
            parts.ledger.refuse(RefusalCode.UNAVAILABLE.label(), count);
            then.accept(parts.answers.refused(
                    new Refusal(RefusalCode.UNAVAILABLE, "the edge is full; nothing of the request was taken")));
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
                parts.metrics.acknowledged(System.nanoTime() - begun);
            }
        }

        private Answer answer(Delivery delivery, List<Verdict> verdicts) {
            if (!delivery.isComplete()) {
                return parts.answers.refused(
                        delivery.isNothing()
                                ? new Refusal(
                                        RefusalCode.UNAVAILABLE,
                                        "the events could not be handed to the broker; none of them was")
                                : new Refusal(
                                        RefusalCode.OUTCOME_UNKNOWN,
                                        "the broker did not acknowledge every event in time; some may be counted, so"
                                                + " send them again under the same event_id or Idempotency-Key"));
            }
            return switch (kind) {
                case BATCH -> parts.answers.batchTracked(events.size());
                case STREAM ->
                    delivery.acked() == events.size()
                            ? parts.answers.streamAccepted(events.size())
                            : parts.answers.streamJudged(verdicts);
                default -> parts.answers.tracked();
            };
        }
    }
}
