package io.splitstream.api.study.payout;

import io.splitstream.api.study.Money;
import io.splitstream.api.study.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tester is owed for a session: an entry of the ledger, one for a session.
 *
 * @param id also the gateway's key: it takes a payout of one id once
 * @param attempts to hand it to the gateway
 * @param reference the gateway's own; null until paid, or where it gave none
 * @param error of the last attempt; null if none failed since
 */
public record Payout(
        String id,
        String workspaceId,
        String studyId,
        String sessionId,
        String testerId,
        Money amount,
        PayoutStatus status,
        Instant releasedAt,
        @Nullable Instant settledAt,
        int attempts,
        @Nullable String reference,
        @Nullable String error) {

    static Payout released(String id, Session session, Money amount, Instant at) {
        return new Payout(
                id,
                session.workspaceId(),
                session.studyId(),
                session.id(),
                session.testerId(),
                amount,
                PayoutStatus.QUEUED,
                at,
                null,
                0,
                null,
                null);
    }

    Payout paid(Instant at, @Nullable String ownReference) {
        return with(PayoutStatus.PAID, at, attempts + 1, ownReference, null);
    }

    Payout postponed(String why) {
        return with(PayoutStatus.QUEUED, null, attempts + 1, null, why);
    }

    Payout failed(Instant at, String why) {
        return with(PayoutStatus.FAILED, at, attempts + 1, null, why);
    }

    Payout queuedAgain() {
        return with(PayoutStatus.QUEUED, null, attempts, null, error);
    }

    private Payout with(
            PayoutStatus next, @Nullable Instant settled, int tried, @Nullable String ref, @Nullable String why) {
        return new Payout(
                id, workspaceId, studyId, sessionId, testerId, amount, next, releasedAt, settled, tried, ref, why);
    }
}
