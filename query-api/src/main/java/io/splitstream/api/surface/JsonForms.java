package io.splitstream.api.surface;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The forms that values take in every surface's JSON. */
public final class JsonForms {
    private JsonForms() {}

    public static <T> JsonArray array(List<T> values, Function<T, ?> form) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(form.apply(value)));
        return array;
    }

    /** ISO 8601 in UTC. */
    public static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** Whole numbers without a point, as they were sent. */
    public static Number number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Number) (long) value : (Number) value;
    }

    /** JSON object text that was kept. */
    public static @Nullable JsonObject object(@Nullable String json) {
        return json == null ? null : new JsonObject(json);
    }

    /** JSON object text to be kept. */
    public static @Nullable String text(@Nullable JsonObject object) {
        return object == null ? null : object.encode();
    }
}
