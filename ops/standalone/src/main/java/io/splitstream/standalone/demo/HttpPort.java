package io.splitstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way to the stack: JSON over HTTP, as an admin. Safe for use by several threads. */
interface HttpPort {

    /**
     * Sends a request and waits for the whole answer.
     *
     * @param body null for none
     * @throws IOException if no answer came, or none that is JSON
     */
    Answer send(String method, String url, @Nullable JsonNode body) throws IOException, InterruptedException;

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body the JSON; a missing node if there is none
     * @param retryAfter how long the other side asks to be left alone; null if it does not say
     */
    record Answer(int status, JsonNode body, @Nullable Duration retryAfter) {
        boolean isOk() {
            return status / 100 == 2;
        }

        /** Whether the same request may succeed later. */
        boolean isPassing() {
            return status == 429 || status / 100 == 5;
        }

        /** The API's code of a refusal, or the status. */
        String code() {
            return body.path("error").path("code").asText("HTTP " + status);
        }
    }
}
