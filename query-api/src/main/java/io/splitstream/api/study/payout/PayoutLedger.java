package io.splitstream.api.study.payout;

import java.util.List;
import java.util.Optional;

/** Where payouts are kept, with every change of each. Calls block, and join the calling thread's transaction. */
public interface PayoutLedger {
    /** Enters a payout; a session has one at most. */
    void insert(Payout payout);

    Optional<Payout> find(String workspaceId, String payoutId);

    /** A study's payouts, oldest first. */
    List<Payout> list(String studyId, int limit, int offset);

    /**
     * Enters what became of a payout.
     *
     * @return false if it is not as it was before any more
     */
    boolean replace(Payout before, Payout next);
}
