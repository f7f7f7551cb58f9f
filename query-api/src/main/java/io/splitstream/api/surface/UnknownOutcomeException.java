package io.splitstream.api.surface;

/** The collector took a request and was lost before it answered: the events may be counted or not. */
public final class UnknownOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(Throwable cause) {
        super(
                "The collector was lost before it answered; repeat the request under the same event ids to be sure.",
                cause);
    }
}
