package io.splitstream.api.results;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events of one type under one variant in one window of log time.
 *
 * @param value sum of the values; null where none has one
 * @param complete whether it changes no more
 */
public record WindowCount(
        Instant start,
        String variantId,
        String eventType,
        long events,
        @Nullable BigDecimal value,
        boolean complete) {}
