package io.splitstream.benchmarks.crash;

/** What came of one attempt to send a request. */
sealed interface Reply {
    /** A whole answer. */
    record Answered(int status, String body) implements Reply {
        boolean isAccepted() {
            return status == 202;
        }

        /** Whether the edge says for sure that it took nothing. */
        boolean isNothingTaken() {
            return status == 429 || (status == 503 && !body.contains("OUTCOME_UNKNOWN"));
        }

        boolean isUnknown() {
            return status == 503 && body.contains("OUTCOME_UNKNOWN");
        }
    }

    /** Nobody listened, so nothing was sent. */
    record Unreached() implements Reply {}

    /** The connection ended, or nothing came for too long, after the request was on its way. */
    record Broken(String reason) implements Reply {}
}
