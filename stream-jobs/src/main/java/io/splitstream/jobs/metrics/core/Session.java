package io.splitstream.jobs.metrics.core;

import java.time.Duration;

/**
 * A user's events without a gap longer than {@link #GAP}.
 *
 * @param start least timestamp, milliseconds since the epoch
 * @param end greatest timestamp
 * @param events how many, 1 or more
 * @param impressions how many of them are impressions
 */
public record Session(long start, long end, long events, long impressions) {
    /** A longer gap between two events parts two sessions. */
    public static final Duration GAP = Duration.ofMinutes(30);

    static final long GAP_MILLIS = GAP.toMillis();

    boolean touches(Session other) {
        return other.start - end <= GAP_MILLIS && start - other.end <= GAP_MILLIS;
    }

    Session merge(Session other) {
        return new Session(
                Math.min(start, other.start),
                Math.max(end, other.end),
                events + other.events,
                impressions + other.impressions);
    }

    /** Whether the only event is one impression. */
    boolean bounced() {
        return events == 1 && impressions == 1;
    }
}
