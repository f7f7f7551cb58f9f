package io.splitstream.api.study.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline made of a session's interactions.
 *
 * @param signs the first hundred
 * @param frustration 0 to 1; null without interactions
 */
public record SessionInsights(
        String sessionId,
        Counts counts,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        Duration idle,
        @Nullable Double frustration,
        List<Sign> signs) {
    public SessionInsights {
        signs = List.copyOf(signs);
    }

    /** How often what was seen. */
    public record Counts(
            long interactions,
            long clicks,
            long rageClicks,
            long deadClicks,
            long errorClicks,
            long errors,
            long backAndForth,
            long idles) {
        /** Nothing was seen. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Of a session that nothing was seen of. */
    public static SessionInsights none(String sessionId) {
        return new SessionInsights(sessionId, Counts.NONE, null, null, Duration.ZERO, null, List.of());
    }
}
