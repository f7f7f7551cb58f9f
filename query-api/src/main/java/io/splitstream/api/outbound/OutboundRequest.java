package io.splitstream.api.outbound;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a user's URL.
 *
 * @param body sent by POST; null for a GET
 * @param needsTls whether plain http is refused (but to loopback, where that is open)
 * @param redirects how many are followed, each looked at like the first; 0 to 5
 */
public record OutboundRequest(
        String url, Map<String, String> headers, @Nullable String body, boolean needsTls, int redirects) {
    public OutboundRequest {
        headers = Map.copyOf(headers);
        if (redirects < 0 || redirects > 5) {
            throw new IllegalArgumentException("redirects: " + redirects + " (expected: 0 to 5)");
        }
    }

    /** Fetches a page; plain http will do. */
    public static OutboundRequest get(String url) {
        return new OutboundRequest(url, Map.of(), null, false, 5);
    }

    /** Posts a JSON text over TLS, following nothing. */
    public static OutboundRequest post(String url, Map<String, String> headers, String json) {
        return new OutboundRequest(url, headers, json, true, 0);
    }

    OutboundRequest redirectedTo(String target) {
        return new OutboundRequest(target, headers, body, needsTls, redirects - 1);
    }
}
