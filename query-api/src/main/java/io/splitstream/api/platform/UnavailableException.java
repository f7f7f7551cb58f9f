package io.splitstream.api.platform;

import org.jspecify.annotations.Nullable;

/** A part that the API stands on cannot be reached, or has no room; the same call may succeed later. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message for the caller: which part, and what to do
     */
    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
