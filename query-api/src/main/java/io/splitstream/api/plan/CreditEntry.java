package io.splitstream.api.plan;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger.
 *
 * @param amount of credits: below zero where they were spent
 * @param subject what it was for; null for nothing in particular
 */
public record CreditEntry(
        int amount, Reason reason, @Nullable String subject, Instant at) {
    /** Why the balance changed. */
    public enum Reason {
        /** The plan's credits of a month. */
        GRANT,
        /** An experiment. */
        CREATE,
        /** A variant or ideas. */
        GENERATE,
        /** What was paid for did not come about. */
        RETURNED;

        /** The word in the store and in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
