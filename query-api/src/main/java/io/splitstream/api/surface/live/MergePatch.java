package io.splitstream.api.surface.live;

import io.vertx.core.json.JsonObject;

/** JSON merge patches (RFC 7396): what changed from one object to another. */
final class MergePatch {
    private MergePatch() {}

    /** The patch that makes {@code to} of {@code from}; empty if they are equal. What is gone is null in it. */
    static JsonObject between(JsonObject from, JsonObject to) {
        JsonObject patch = new JsonObject();
        for (String name : to.fieldNames()) {
            Object before = from.getValue(name);
            Object after = to.getValue(name);
            if (before instanceof JsonObject old && after instanceof JsonObject next) {
                JsonObject inner = between(old, next);
                if (!inner.isEmpty()) {
                    patch.put(name, inner);
                }
            } else if (after == null ? before != null : !after.equals(before)) {
                patch.put(name, after);
            }
        }
        for (String name : from.fieldNames()) {
            if (!to.containsKey(name)) {
                patch.putNull(name);
            }
        }
        return patch;
    }
}
