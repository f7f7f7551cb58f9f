package io.splitstream.edge.http;

import io.splitstream.contracts.identity.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request for events whose head was accepted.
 *
 * @param address anonymised
 */
record EventRequest(
        Route route,
        Principal principal,
        ContentCoding coding,
        String userAgentClass,
        String address,
        @Nullable String idempotencyKey) {
    /** Bytes that the body may have, compressed and not. */
    int maxBytes() {
        return route.kind() == Route.Kind.STREAM ? HttpLimits.STREAM_BYTES : HttpLimits.BODY_BYTES;
    }
}
