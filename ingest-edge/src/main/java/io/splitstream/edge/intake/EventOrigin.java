package io.splitstream.edge.intake;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a request's events beside what they say themselves.
 *
 * @param workspaceId of the verified caller
 * @param receivedAt milliseconds since the epoch
 * @param guest the caller's subject where the caller is a guest, who may not do everything for others; else null
 * @param idempotencyKey derives the ids of events that bring none; null where the client sent no key
 */
public record EventOrigin(
        String workspaceId,
        String source,
        String userAgentClass,
        String address,
        long receivedAt,
        @Nullable String guest,
        @Nullable String idempotencyKey) {

    /** Whether the caller may act for somebody where a guest may only act for themselves. */
    boolean maySpeakFor(String subject) {
        return guest == null || guest.equals(subject);
    }
}
