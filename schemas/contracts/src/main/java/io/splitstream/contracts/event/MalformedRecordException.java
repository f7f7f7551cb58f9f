package io.splitstream.contracts.event;

import org.jspecify.annotations.Nullable;

/** Bytes on a topic that are no record of a known schema. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
