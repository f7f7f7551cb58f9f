package io.splitstream.edge.http;

import java.util.HashMap;
import java.util.Map;

/** A response to come. Immutable: nobody writes to the body's bytes. */
final class Answer {
    private final int status;
    private final byte[] body;
    private final Map<String, String> headers;

    /**
     * An answer, in JSON unless its headers say otherwise.
     *
     * @param headers beside those that every answer has
     */
    Answer(int status, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.body = body;
        this.headers = Map.copyOf(headers);
    }

    /** The same with more headers, which win. */
    Answer with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, body, all);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
