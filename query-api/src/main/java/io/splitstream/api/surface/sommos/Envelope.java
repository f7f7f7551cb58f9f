package io.splitstream.api.surface.sommos;

import io.splitstream.api.surface.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The envelope of answers that succeed, and the forms that values take in them. */
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

    static <T> JsonArray array(List<T> values, Function<T, ?> form) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(form.apply(value)));
        return array;
    }

    static JsonObject page(int count, int limit, int offset) {
        return new JsonObject().put("count", count).put("limit", limit).put("offset", offset);
    }

    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Whole numbers without a point, as they were sent. */
    static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : (Number) value;
    }

    static @Nullable JsonObject object(@Nullable String json) {
        return json == null ? null : new JsonObject(json);
    }
}
