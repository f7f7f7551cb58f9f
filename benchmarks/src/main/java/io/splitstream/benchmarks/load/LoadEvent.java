package io.splitstream.benchmarks.load;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as a client sends it.
 *
 * @param eventId identity within (experiment, user); other users have events of the same id
 * @param value at most 4 decimals; null where the event has none
 * @param timestamp when it happened, in whole milliseconds
 */
public record LoadEvent(
        String eventId,
        String experimentId,
        String variantId,
        String userId,
        EventType type,
        @Nullable BigDecimal value,
        Instant timestamp) {}
