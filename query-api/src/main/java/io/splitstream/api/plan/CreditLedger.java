package io.splitstream.api.plan;

import java.util.List;

/** Where the ledger is kept. Calls block. */
public interface CreditLedger {
    /**
     * Enters a month's credits, once.
     *
     * @param month such as {@code 2026-03}
     */
    void grant(String workspaceId, String month, CreditEntry entry);

    /**
     * Enters a line, unless the balance would fall below zero. Of two at once the second sees the first.
     *
     * @return whether it was entered
     */
    boolean enter(String workspaceId, CreditEntry entry);

    long balance(String workspaceId);

    /** Newest first. */
    List<CreditEntry> entries(String workspaceId, int limit, int offset);
}
