package io.splitstream.api.surface.flows;

import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The envelope of answers that succeed: the data alone, and of a list which page it is. */
final class Envelope {
    private static final int USUAL_LIMIT = 20;
    private static final int MOST = 100;

    private Envelope() {}

    static Answer ok(JsonObject data) {
        return of(200, data);
    }

    static Answer of(int status, JsonObject data) {
        return new Answer(status, new JsonObject().put("data", data));
    }

    /**
     * A page of a list.
     *
     * @param number from 1
     */
    record Page(int number, int limit) {
        static Page of(Call call) {
            return new Page(call.queryNumber("page", 1), Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST));
        }

        /** How many come before it; the document bounds page numbers so that this is an int. */
        int offset() {
            return (number - 1) * limit;
        }

        Answer answer(JsonArray values, long total) {
            JsonObject meta = new JsonObject()
                    .put("total", total)
                    .put("page", number)
                    .put("limit", limit)
                    .put("totalPages", (total + limit - 1) / limit);
            return new Answer(200, new JsonObject().put("data", values).put("meta", meta));
        }
    }
}
