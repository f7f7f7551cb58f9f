package io.splitstream.api.study.payout;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.WorkQueue;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.study.Confirmation;
import io.splitstream.api.study.Money;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.SessionMove;
import io.splitstream.api.study.SessionStore;
import io.splitstream.api.study.Sessions;
import io.splitstream.api.study.StudyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use cases of confirming sessions and paying their testers. Calls block. Safe for use by several threads.
 *
 * <p>Confirming enters one payout into the ledger and puts it on the queue, together with the session's last status, so
 * that there is one whatever dies. Handed over it is at least once; the gateway takes each id once.
 */
public final class Payouts {
    /** The queue's name for this kind of work. */
    public static final String KIND = "pay-tester";

    private static final Logger LOG = LoggerFactory.getLogger(Payouts.class);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6));

    private final StudyStore studies;
    private final SessionStore sessions;
    private final PayoutLedger ledger;
    private final PayoutGateway gateway;
    private final WorkQueue queue;
    private final Clock clock;
    private final Ids ids;

    public Payouts(
            StudyStore studies,
            SessionStore sessions,
            PayoutLedger ledger,
            PayoutGateway gateway,
            WorkQueue queue,
            Clock clock,
            Ids ids) {
        this.studies = studies;
        this.sessions = sessions;
        this.ledger = ledger;
        this.gateway = gateway;
        this.queue = queue;
        this.clock = clock;
        this.ids = ids;
    }

    /** A confirmed session, and whether a payout is on its way. */
    public record Confirmed(Session session, Instant at, boolean payoutQueued) {}

    /** Vouches for an analysed session, and releases its tester's payout where the study has one. */
    public Outcome<Confirmed> confirm(
            String workspaceId, String sessionId, int rating, @Nullable String comment, String by) {
        return sessions.exclusively(
                workspaceId, sessionId, found -> found.map(session -> session.moved(SessionMove.CONFIRM, now())
                                .map(next -> confirmed(next, new Confirmation(rating, comment, now(), by))))
                        .orElseGet(() -> Sessions.unknown(sessionId)));
    }

    private Confirmed confirmed(Session analyzed, Confirmation word) {
        Session session = analyzed.confirmed(word);
        sessions.replace(session);
        Money amount = studies.find(session.workspaceId(), session.studyId())
                .map(study -> study.plan().payout())
                .orElse(null);
        if (amount == null) {
            return new Confirmed(session, word.at(), false);
        }
        Payout payout = Payout.released(ids.next("pay_"), session, amount, word.at());
        ledger.insert(payout);
        queue.put(KIND, piece(payout));
        return new Confirmed(session, word.at(), true);
    }

    /** A study's payouts, oldest first. */
    public Outcome<List<Payout>> list(String workspaceId, String studyId, int limit, int offset) {
        return studies.find(workspaceId, studyId)
                .map(study -> Outcome.done(ledger.list(studyId, limit, offset)))
                .orElseGet(() -> Outcome.refused(Refusal.Kind.STUDY_NOT_FOUND, "There is no study " + studyId + "."));
    }

    /** Puts a payout that failed on the queue again. */
    public Outcome<Payout> retry(String workspaceId, String payoutId) {
        Optional<Payout> found = ledger.find(workspaceId, payoutId);
        if (found.isEmpty()) {
            return Outcome.refused(Refusal.Kind.PAYOUT_NOT_FOUND, "There is no payout " + payoutId + ".");
        }
        Payout payout = found.get();
        if (payout.status() != PayoutStatus.FAILED) {
            return Outcome.refused(
                    Refusal.Kind.INVALID_STATE,
                    "The payout is " + payout.status().word() + " (expected: failed).");
        }
        return sessions.exclusively(workspaceId, payout.sessionId(), session -> {
            Payout again = payout.queuedAgain();
            if (!ledger.replace(payout, again)) {
                return Outcome.refused(Refusal.Kind.CONFLICT, "Somebody else queued the payout meanwhile.");
            }
            queue.put(KIND, piece(again));
            return Outcome.done(again);
        });
    }

    /** Does what {@link #confirm} released. */
    public Worker.Result work(String piece, Worker.Tries tries) {
        String[] parts = piece.split(" ", 2);
        Optional<Payout> found = ledger.find(parts[1], parts[0].split("#", 2)[0])
                .filter(payout -> payout.status() == PayoutStatus.QUEUED);
        if (found.isEmpty()) {
            return Worker.Result.DONE;
        }
        Payout payout = found.get();
        PayoutGateway.Answer answer = gateway.pay(payout);
        if (answer instanceof PayoutGateway.Answer.Taken taken) {
            enter(payout, payout.paid(now(), taken.reference()));
            return Worker.Result.DONE;
        }
        if (answer instanceof PayoutGateway.Answer.Later later && tries.attempt() <= PAUSES.size()) {
            LOG.warn("payout {} has to wait, attempt {}: {}", payout.id(), tries.attempt(), later.why());
            enter(payout, payout.postponed(later.why()));
            return new Worker.Result.Retry(PAUSES.get(tries.attempt() - 1));
        }
        String why = answer instanceof PayoutGateway.Answer.Never never
                ? never.why()
                : ((PayoutGateway.Answer.Later) answer).why();
        LOG.error("payout {} failed: {}", payout.id(), why);
        enter(payout, payout.failed(now(), why));
        return Worker.Result.DONE;
    }

    private void enter(Payout before, Payout next) {
        if (!ledger.replace(before, next)) {
            LOG.info("payout {} was settled by another meanwhile", before.id());
        }
    }

    /**
     * The workspace comes last: it alone may hold a blank. The attempts tell a payout that is tried again from the piece
     * that failed it, which may still be on the queue.
     */
    private static String piece(Payout payout) {
        return payout.id() + "#" + payout.attempts() + " " + payout.workspaceId();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
