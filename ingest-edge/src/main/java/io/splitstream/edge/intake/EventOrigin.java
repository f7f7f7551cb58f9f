package io.splitstream.edge.intake;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a request's events beside what they say themselves.
 *
 * @param workspaceId of the verified caller
 * @param receivedAt milliseconds since the epoch
 * @param idempotencyKey derives the ids of events that bring none; null where the client sent no key
 */
public record EventOrigin(
        String workspaceId,
        String source,
        String userAgentClass,
        String address,
        long receivedAt,
        @Nullable String idempotencyKey) {}
