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
    private static final Map<String, String> RETRY = Map.of("retry-after", "2");

    private final MeterRegistry meters;

    StudiesErrors(MeterRegistry meters) {
        this.meters = meters;
    }

    Answer refused(Refusal refusal) {
        int status =
                switch (refusal.kind()) {
                    case UNAUTHORIZED -> 401;
                    case FORBIDDEN -> 403;
                    case VALIDATION_ERROR -> 400;
                    case EXPERIMENT_NOT_FOUND,
                            ASSIGNMENT_NOT_FOUND,
                            METRICS_NOT_FOUND,
                            ANALYSIS_NOT_FOUND,
                            CHANNEL_NOT_FOUND,
                            STUDY_NOT_FOUND,
                            ROUND_NOT_FOUND,
                            SESSION_NOT_FOUND,
                            NOTE_NOT_FOUND,
                            PAYOUT_NOT_FOUND -> 404;
                    case INVALID_STATE, CONFLICT, IDEMPOTENCY_CONFLICT -> 409;
                    case PRECONDITION_FAILED -> 412;
                    case RATE_LIMITED -> 429;
                    case UNAVAILABLE -> 503;
                };
        return answer(new Fault(status, refusal.kind().name(), refusal.message()));
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
