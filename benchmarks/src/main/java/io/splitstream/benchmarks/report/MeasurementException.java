package io.splitstream.benchmarks.report;

import org.jspecify.annotations.Nullable;

/** A benchmark that has no figure to trust. */
public final class MeasurementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MeasurementException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
