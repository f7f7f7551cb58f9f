package io.splitstream.jobs.insights.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session's interactions show. All times are milliseconds since the epoch.
 *
 * @param interactions counted ones
 * @param signs by time, the first {@link #MOST_SIGNS}
 * @param idleMillis length of the idle gaps together
 * @param score 0 to 1; null without interactions
 * @param left interactions that do not count
 */
public record Insights(
        long interactions,
        long clicks,
        long errors,
        Map<SignKind, Long> counts,
        List<Sign> signs,
        long idleMillis,
        @Nullable Long firstAt,
        @Nullable Long lastAt,
        @Nullable Double score,
        Left left) {
    /** Signs that are kept one by one. */
    public static final int MOST_SIGNS = 100;

    /** Interactions that do not count: copies, late ones, those beyond the bound. */
    public record Left(long duplicates, long late, long excess) {}

    public Insights {
        counts = Map.copyOf(counts);
        signs = List.copyOf(signs);
    }

    /** How often something went wrong. */
    public long count(SignKind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
