package io.splitstream.api.study.payout;

import java.util.Locale;

/** Where a payout stands. */
public enum PayoutStatus {
    /** Released, and on its way. */
    QUEUED,
    /** The gateway took it. */
    PAID,
    /** The gateway would not take it; to be looked at by a person. */
    FAILED;

    /** The word on the wire and in the stores. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
