package io.splitstream.edge.intake;

import java.util.Locale;

/** Why something was refused: the {@code code} of an error answer, with its HTTP status. */
public enum RefusalCode {
    VALIDATION_ERROR(400),
    INVALID_STATE(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    EXPERIMENT_NOT_FOUND(404),
    SESSION_NOT_FOUND(404),
    ROUTE_NOT_FOUND(404),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    RATE_LIMITED(429),
    /** Certainly not appended: try again. */
    UNAVAILABLE(503),
    /** Possibly appended: try again under the same event id. */
    OUTCOME_UNKNOWN(503);

    private final int status;
    private final String label;

    RefusalCode(int status) {
        this.status = status;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }

    /** The code as a metric's label value. */
    public String label() {
        return label;
    }
}
