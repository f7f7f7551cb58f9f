package io.splitstream.api.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What came of trying a delivery.
 *
 * @param status of the answer; null without one
 * @param reason what went wrong; null if nothing did
 */
public record Attempt(
        Result result, @Nullable Integer status, @Nullable String reason) {
    /** How it went. */
    public enum Result {
        DELIVERED,
        /** To be tried again. */
        FAILED,
        /** Never to be tried again, and the channel is closed. */
        GONE
    }

    public static Attempt delivered(@Nullable Integer status) {
        return new Attempt(Result.DELIVERED, status, null);
    }

    public static Attempt failed(@Nullable Integer status, String reason) {
        return new Attempt(Result.FAILED, status, reason);
    }

    public static Attempt gone(@Nullable Integer status, String reason) {
        return new Attempt(Result.GONE, status, reason);
    }
}
