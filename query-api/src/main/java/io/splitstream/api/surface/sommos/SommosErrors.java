package io.splitstream.api.surface.sommos;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.UnknownOutcomeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals and failures as {@code {success: false, error: {code, message, timestamp}}}. */
final class SommosErrors {
    private static final Logger LOG = LoggerFactory.getLogger(SommosErrors.class);
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
                            CHANNEL_NOT_FOUND -> 404;
                    case CONFLICT, IDEMPOTENCY_CONFLICT -> 409;
                    case PRECONDITION_FAILED -> 412;
                    case RATE_LIMITED -> 429;
                    case UNAVAILABLE -> 503;
                };
        return answer(status, refusal.kind().name(), refusal.message());
    }

    Answer noRoute(String method, String path) {
        return answer(404, "ROUTE_NOT_FOUND", "There is no route " + method + " " + path + ".");
    }

    Answer failed(int status, Throwable failure) {
        if (failure instanceof UnavailableException) {
            return answer(503, "UNAVAILABLE", message(failure));
        }
        if (failure instanceof UnknownOutcomeException) {
            return answer(503, "OUTCOME_UNKNOWN", message(failure));
        }
        ValidatorException invalid = failure instanceof ValidatorException direct
                ? direct
                : failure.getCause() instanceof ValidatorException wrapped ? wrapped : null;
        if (invalid != null) {
            return invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT
                    ? answer(415, "UNSUPPORTED_MEDIA_TYPE", "The body's media type is not application/json.")
                    : answer(400, "VALIDATION_ERROR", message(invalid));
        }
        if (failure instanceof HttpException http) {
            return failed(http.getStatusCode(), http.getPayload());
        }
        if (status == 400 || status == 413) {
            return failed(status, (String) null);
        }
        LOG.error("a request failed", failure);
        return answer(500, "INTERNAL_ERROR", "The request failed; the service's log says why.");
    }

    private Answer failed(int status, @Nullable String message) {
        return switch (status) {
            case 413 -> answer(413, "PAYLOAD_TOO_LARGE", "The body is too large (expected: at most 256 KiB).");
            case 415 ->
                answer(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        message == null ? "The body's media type is not application/json." : message);
            default -> answer(400, "VALIDATION_ERROR", message == null ? "The request is malformed." : message);
        };
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

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
