package io.splitstream.api.study;

import java.util.Locale;

/** Where a round stands. */
public enum RoundStatus {
    /** Takes testers. */
    ACTIVE,
    /** Takes nobody new; sessions that run go on. */
    PAUSED,
    /** Has its sessions. */
    CLOSED;

    /** The word on the wire and in the stores. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
