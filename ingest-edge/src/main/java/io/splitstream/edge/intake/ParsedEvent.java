package io.splitstream.edge.intake;

import org.jspecify.annotations.Nullable;

/**
 * An event whose fields are well formed; whether its experiment takes it is not known yet.
 *
 * @param value ten-thousandths
 * @param data JSON text as sent
 * @param timestamp milliseconds since the epoch, as the client says
 */
public record ParsedEvent(
        String experimentId,
        String variantId,
        String userId,
        String eventType,
        @Nullable Long value,
        @Nullable String data,
        @Nullable String sessionId,
        @Nullable Long timestamp,
        @Nullable String eventId) {}
