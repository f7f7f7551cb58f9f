package io.splitstream.api.results;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the archive.
 *
 * @param timestamp when it happened
 * @param loggedAt when the broker appended it
 * @param late whether it was logged over 7 days after its timestamp, and so is in no metric
 */
public record AcceptedEvent(
        String eventId,
        String variantId,
        String userId,
        String eventType,
        @Nullable BigDecimal value,
        Instant timestamp,
        Instant loggedAt,
        boolean late,
        String source) {}
