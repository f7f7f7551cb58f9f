package io.splitstream.api.surface.sommos;

import io.splitstream.api.surface.Answer;
import io.vertx.core.json.JsonObject;

/** The envelope of answers that succeed. */
final class Envelope {
    private Envelope() {}

    static Answer ok(Object data) {
        return new Answer(200, of(data));
    }

    static Answer ok(Object data, String message) {
        return new Answer(200, of(data).put("message", message));
    }

    static JsonObject of(Object data) {
        return new JsonObject().put("success", true).put("data", data);
    }

    static JsonObject page(int count, int limit, int offset) {
        return new JsonObject().put("count", count).put("limit", limit).put("offset", offset);
    }
}
