package io.splitstream.api.decision;

import io.splitstream.statistics.Interval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One test arm's difference from control at a time.
 *
 * @param estimate absolute; null where an arm has none
 * @param interval the confidence sequence; null before the burn-in
 * @param users of both arms
 */
public record LiftPoint(
        Instant at,
        String variantId,
        @Nullable Double estimate,
        @Nullable Interval interval,
        long users) {}
