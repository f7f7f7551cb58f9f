package io.splitstream.api.decision;

/** The log takes a record never, for what it says: of several that were written together, nobody knows which. */
public final class RefusedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
