package io.splitstream.api.surface;

import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.UnavailableException;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of a request that went wrong, before a surface gives it its form.
 *
 * @param code by the surfaces' common list
 */
public record Fault(int status, String code, String message) {
    private static final Logger LOG = LoggerFactory.getLogger(Fault.class);

    /** Of a failure; one that is ours is logged. */
    public static Fault of(int status, Throwable failure) {
        if (failure instanceof UnavailableException) {
            return new Fault(503, "UNAVAILABLE", words(failure));
        }
        if (failure instanceof UnknownOutcomeException) {
            return new Fault(503, "OUTCOME_UNKNOWN", words(failure));
        }
        ValidatorException invalid = failure instanceof ValidatorException direct
                ? direct
                : failure.getCause() instanceof ValidatorException wrapped ? wrapped : null;
        if (invalid != null) {
            return invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT
                    ? new Fault(415, "UNSUPPORTED_MEDIA_TYPE", "The body's media type is not application/json.")
                    : new Fault(400, "VALIDATION_ERROR", words(invalid));
        }
        if (failure instanceof HttpException http) {
            return of(http.getStatusCode(), http.getPayload());
        }
        if (status == 400 || status == 413) {
            return of(status, (String) null);
        }
        LOG.error("a request failed", failure);
        return new Fault(500, "INTERNAL_ERROR", "The request failed; the service's log says why.");
    }

    /**
     * A refusal, whatever the surface.
     *
     * @param invalidState the status of a move that is not possible, in which surfaces differ: 400 or 409
     */
    public static Fault of(Refusal refusal, int invalidState) {
        int status =
                switch (refusal.kind()) {
                    case UNAUTHORIZED -> 401;
                    case INSUFFICIENT_CREDITS -> 402;
                    case FORBIDDEN, PLAN_LIMIT_EXCEEDED -> 403;
                    case VALIDATION_ERROR -> 400;
                    case EXPERIMENT_NOT_FOUND,
                            ASSIGNMENT_NOT_FOUND,
                            METRICS_NOT_FOUND,
                            ANALYSIS_NOT_FOUND,
                            AUDIENCE_NOT_FOUND,
                            CHANNEL_NOT_FOUND,
                            VIEW_NOT_FOUND,
                            STUDY_NOT_FOUND,
                            ROUND_NOT_FOUND,
                            SESSION_NOT_FOUND,
                            NOTE_NOT_FOUND,
                            PAYOUT_NOT_FOUND,
                            NOT_FOUND -> 404;
                    case INVALID_STATE -> invalidState;
                    case CONFLICT, IDEMPOTENCY_CONFLICT -> 409;
                    case PRECONDITION_FAILED -> 412;
                    case UNPROCESSABLE -> 422;
                    case RATE_LIMITED -> 429;
                    case UNAVAILABLE -> 503;
                };
        return new Fault(status, refusal.kind().name(), refusal.message());
    }

    /** Where no route is. */
    public static Fault noRoute(String method, String path) {
        return new Fault(404, "ROUTE_NOT_FOUND", "There is no route " + method + " " + path + ".");
    }

    private static Fault of(int status, @Nullable String message) {
        return switch (status) {
            case 413 -> new Fault(413, "PAYLOAD_TOO_LARGE", "The body is too large (expected: at most 256 KiB).");
            case 415 ->
                new Fault(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        message == null ? "The body's media type is not application/json." : message);
            default -> new Fault(400, "VALIDATION_ERROR", message == null ? "The request is malformed." : message);
        };
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
