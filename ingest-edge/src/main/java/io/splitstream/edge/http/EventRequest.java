package io.splitstream.edge.http;

import io.splitstream.contracts.identity.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for events whose head was accepted.
 *
 * @param sender known, or of a site that is looked for once the body is there
 * @param address anonymised
 */
record EventRequest(
        Route route,
        Sender sender,
        ContentCoding coding,
        String userAgentClass,
        String address,
        @Nullable String idempotencyKey) {
    /** Bytes that the body may have, compressed and not. */
    int maxBytes() {
        return switch (route.kind()) {
            case STREAM -> HttpLimits.STREAM_BYTES;
            case PIXEL -> 0;
            default -> HttpLimits.BODY_BYTES;
        };
    }

    /** Who sends it, once that is known. */
    Principal principal() {
        if (sender instanceof Sender.Known known) {
            return known.principal();
        }
        throw new IllegalStateException("nobody knows yet who sends this");
    }

    /** What the answer needs so that its reader may read it, as far as that is known. */
    Map<String, String> headers() {
        return sender instanceof Sender.Known known ? known.headers() : Map.of();
    }

    EventRequest from(Sender.Known found) {
        return new EventRequest(route, found, coding, userAgentClass, address, idempotencyKey);
    }
}
