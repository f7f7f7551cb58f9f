package io.splitstream.api.gateway;

import java.net.URI;
import java.time.Duration;

/**
 * An endpoint that speaks OpenAI's chat completions.
 *
 * @param base such as {@code https://host/v1}
 * @param key sent as bearer token; empty for none
 * @param patience how long one answer may take
 */
public record ChatEndpoint(URI base, String key, String model, Duration patience) {
    URI completions() {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/chat/completions");
    }

    @Override
    public String toString() {
        return model + " at " + base;
    }
}
