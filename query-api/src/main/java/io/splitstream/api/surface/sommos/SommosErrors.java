package io.splitstream.api.surface.sommos;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Refusals and failures as {@code {success: false, error: {code, message, timestamp}}}. */
final class SommosErrors {
    private static final Map<String, String> RETRY = Map.of("retry-after", "2");

    private final Clock clock;
    private final MeterRegistry meters;

    SommosErrors(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    Answer refused(Refusal refusal) {
        int status =
                switch (refusal.kind()) {
                    case UNAUTHORIZED -> 401;
                    case FORBIDDEN -> 403;
                    case VALIDATION_ERROR, INVALID_STATE -> 400;
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
                    case CONFLICT, IDEMPOTENCY_CONFLICT -> 409;
                    case PRECONDITION_FAILED -> 412;
                    case RATE_LIMITED -> 429;
                    case UNAVAILABLE -> 503;
                };
        return answer(status, refusal.kind().name(), refusal.message());
    }

    Answer noRoute(String method, String path) {
        return answer(Fault.noRoute(method, path));
    }

    Answer failed(int status, Throwable failure) {
        return answer(Fault.of(status, failure));
    }

    private Answer answer(Fault fault) {
        return answer(fault.status(), fault.code(), fault.message());
    }

    private Answer answer(int status, String code, String message) {
        Counter.builder("splitstream_api_refused_total")
                .description("Requests answered with an error, by its code")
                .tag("code", code)
                .register(meters)
                .increment();
        JsonObject error = new JsonObject()
                .put("code", code)
                .put("message", message)
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        return new Answer(
                status, new JsonObject().put("success", false).put("error", error), status == 503 ? RETRY : Map.of());
    }
}
