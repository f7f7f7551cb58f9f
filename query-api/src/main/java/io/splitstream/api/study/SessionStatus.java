package io.splitstream.api.study;

import java.util.Locale;

/** Where a session stands. */
public enum SessionStatus {
    /** The tester is at work. */
    ACTIVE,
    /** The tester has a rest. */
    PAUSED,
    /** The tester is done. */
    COMPLETED,
    /** Somebody asked for the analysis, which is under way. */
    ANALYZING,
    /** The analysis is there. */
    ANALYZED,
    /** Somebody vouched for it; the tester is paid. */
    CONFIRMED;

    /** The word on the wire and in the stores. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the tester is done with it. */
    public boolean isCompleted() {
        return compareTo(COMPLETED) >= 0;
    }
}
