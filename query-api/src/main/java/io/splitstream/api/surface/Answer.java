package io.splitstream.api.surface;

import io.splitstream.api.platform.KeptAnswer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * A status with a JSON body.
 *
 * @param body JSON text; empty where the status allows none
 */
public record Answer(int status, Buffer body, Map<String, String> headers) {
    private static final int NOT_MODIFIED = 304;
    private static final String REPLAYED = "idempotency-replayed";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public Answer(int status, JsonObject body, Map<String, String> headers) {
        this(status, body.toBuffer(), headers);
    }

    public Answer(int status, JsonObject body) {
        this(status, body, Map.of());
    }

    /** What the caller has is still what there is. */
    public static Answer notModified(Map<String, String> headers) {
        return new Answer(NOT_MODIFIED, Buffer.buffer(), headers);
    }

    /** An answer that was kept; one that was given before says so. */
    static Answer of(KeptAnswer kept) {
        Answer answer = new Answer(kept.status(), Buffer.buffer(kept.body()), kept.headers());
        return kept.replayed() ? answer.with(REPLAYED, "true") : answer;
    }

    KeptAnswer kept() {
        return new KeptAnswer(status, body.toString(), headers, false);
    }

    /** The same with a further header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }

    /** Writes the answer, unless there is nobody to write to. */
    public void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader("cache-control", "no-store");
        headers.forEach(response::putHeader);
        if (status == NOT_MODIFIED) {
            response.end();
        } else {
            response.putHeader("content-type", "application/json").end(body);
        }
    }
}
