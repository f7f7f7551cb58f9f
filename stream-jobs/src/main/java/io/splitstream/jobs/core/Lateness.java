package io.splitstream.jobs.core;

import java.time.Duration;

/** When an event came too late to count. All times are milliseconds since the epoch. */
public final class Lateness {
    /** An event logged longer than this after its timestamp is in no metric. */
    public static final Duration BOUND = Duration.ofDays(7);

    private static final long BOUND_MILLIS = BOUND.toMillis();

    private Lateness() {}

    /** Whether an event that happened at {@code timestamp} and was appended at {@code loggedAt} is late. */
    public static boolean isLate(long timestamp, long loggedAt) {
        return timestamp < oldestCounted(loggedAt);
    }

    /** The least timestamp that still counts among events appended at {@code loggedAt}. */
    public static long oldestCounted(long loggedAt) {
        return loggedAt - BOUND_MILLIS;
    }
}
