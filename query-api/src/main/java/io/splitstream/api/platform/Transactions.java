package io.splitstream.api.platform;

import java.util.function.Supplier;

/** Has work of several stores happen as a whole. */
public interface Transactions {
    /**
     * Runs work on the calling thread: all that it stores is stored, or, if it throws, nothing. What it announces is
     * announced afterwards.
     */
    <T> T whole(Supplier<T> work);
}
