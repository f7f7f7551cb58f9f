package io.splitstream.jobs.core;

import java.io.Serializable;
import java.time.Duration;

/**
 * When an event came too late to count. All times are milliseconds since the epoch.
 *
 * @param bound an event logged longer than this after its timestamp is in no metric; an hour to 30 days
 */
public record Lateness(Duration bound) implements Serializable {
    /** The least that {@code bound} may be. */
    public static final Duration SHORTEST = Duration.ofHours(1);

    /** The most that {@code bound} may be. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** Seven days. */
    public static final Lateness USUAL = new Lateness(Duration.ofDays(7));

    public Lateness {
        if (bound.compareTo(SHORTEST) < 0 || bound.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("bound: " + bound + " (expected: " + SHORTEST + " to " + LONGEST + ")");
        }
    }

    /** Whether an event that happened at {@code timestamp} and was appended at {@code loggedAt} is late. */
    public boolean isLate(long timestamp, long loggedAt) {
        return timestamp < oldestCounted(loggedAt);
    }

    /** The least timestamp that still counts among events appended at {@code loggedAt}. */
    public long oldestCounted(long loggedAt) {
        return loggedAt - bound.toMillis();
    }
}
