package io.splitstream.clickhouse.sql;

/** A text that is not one statement the gateway takes; the message says why. */
public final class StatementException extends Exception {
    private static final long serialVersionUID = 1L;

    StatementException(String message) {
        super(message, null, false, false);
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
