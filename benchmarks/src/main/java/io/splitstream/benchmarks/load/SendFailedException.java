package io.splitstream.benchmarks.load;

import org.jspecify.annotations.Nullable;

/** Load that could not be delivered: refused for good, or not acknowledged in time. */
public final class SendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SendFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
