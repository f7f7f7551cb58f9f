package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** The envelope of answers that succeed, and the forms that values take in them. */
final class Envelope {
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 100;

    private Envelope() {}

    static Answer ok(Call call, Object data) {
        return of(200, call, data);
    }

    static Answer of(int status, Call call, Object data) {
        return new Answer(status, new JsonObject().put("data", data).put("meta", meta(call)));
    }

    /** A page of a list, which says what page it is. */
    static <T> Answer page(Call call, List<T> values, Function<T, ?> form) {
        JsonObject meta = meta(call).put("limit", limit(call)).put("offset", offset(call));
        return new Answer(
                200, new JsonObject().put("data", JsonForms.array(values, form)).put("meta", meta));
    }

    static int limit(Call call) {
        return Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST);
    }

    static int offset(Call call) {
        return call.queryNumber("offset", 0);
    }

    private static JsonObject meta(Call call) {
        return new JsonObject().put("workspace_id", call.caller().workspaceId());
    }
}
