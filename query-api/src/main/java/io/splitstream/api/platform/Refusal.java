package io.splitstream.api.platform;

/**
 * Why a use case was not carried out.
 *
 * @param message for the caller: what is wrong and what to do
 */
public record Refusal(Kind kind, String message) {
    /** What kind of refusal; each surface has its own status and code for it. */
    public enum Kind {
        UNAUTHORIZED,
        FORBIDDEN,
        VALIDATION_ERROR,
        EXPERIMENT_NOT_FOUND,
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
        /** Anything else that is not there. */
        NOT_FOUND,
        INVALID_STATE,
        CONFLICT,
        IDEMPOTENCY_CONFLICT,
        PRECONDITION_FAILED,
        /** The plan allows no more of it. */
        PLAN_LIMIT_EXCEEDED,
        INSUFFICIENT_CREDITS,
        /** Understood, but it cannot be done here. */
        UNPROCESSABLE,
        RATE_LIMITED,
        UNAVAILABLE
    }
}
