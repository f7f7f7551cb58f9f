package io.splitstream.api.store;

/** A state that a log never takes, however often it is appended. */
public final class StateTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
