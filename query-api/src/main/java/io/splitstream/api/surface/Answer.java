package io.splitstream.api.surface;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A status with a JSON body. */
public record Answer(int status, JsonObject body, Map<String, String> headers) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    public Answer(int status, JsonObject body) {
        this(status, body, Map.of());
    }

    /** Writes the answer, unless there is nobody to write to. */
    public void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader("content-type", "application/json");
        response.putHeader("cache-control", "no-store");
        headers.forEach(response::putHeader);
        response.end(body.toBuffer());
    }
}
