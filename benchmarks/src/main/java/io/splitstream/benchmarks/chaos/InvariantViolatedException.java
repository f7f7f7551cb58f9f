package io.splitstream.benchmarks.chaos;

/** Something that must always hold did not. The message says when, after what, and what differs. */
public final class InvariantViolatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvariantViolatedException(String message) {
        super(message);
    }
}
