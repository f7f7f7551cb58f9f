package io.splitstream.benchmarks.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * What a route answered.
 *
 * @param body its JSON, decimals exact; a missing node if the body is empty or no JSON
 * @param text the body as sent
 */
public record Answer(int status, JsonNode body, String text, HttpHeaders headers) {
    /** The answer's {@code data}. */
    public JsonNode data() {
        return body.path("data");
    }
}
