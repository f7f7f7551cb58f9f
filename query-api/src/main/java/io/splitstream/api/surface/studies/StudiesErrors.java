package io.splitstream.api.surface.studies;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Fault;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Refusals and failures as {@code {success: false, data: null, error: {code, message}, metadata: null}}. */
final class StudiesErrors {
    private static final int INVALID_STATE = 409;
    private static final Map<String, String> RETRY = Map.of("retry-after", "2");

    private final MeterRegistry meters;

    StudiesErrors(MeterRegistry meters) {
        this.meters = meters;
    }

    Answer refused(Refusal refusal) {
        return answer(Fault.of(refusal, INVALID_STATE));
    }

    Answer answer(Fault fault) {
        Counter.builder("splitstream_api_refused_total")
                .description("Requests answered with an error, by its code")
                .tag("code", fault.code())
                .register(meters)
                .increment();
        JsonObject error = new JsonObject().put("code", fault.code()).put("message", fault.message());
        JsonObject body = new JsonObject()
                .put("success", false)
                .putNull("data")
                .put("error", error)
                .putNull("metadata");
        return new Answer(fault.status(), body, fault.status() == 503 ? RETRY : Map.of());
    }
}
