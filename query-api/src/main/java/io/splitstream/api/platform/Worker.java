package io.splitstream.api.platform;

import java.time.Duration;

/** Does work of one kind. Blocks; is called by several threads, for a piece of work by one at a time. */
@FunctionalInterface
public interface Worker {
    /**
     * Does a piece of work. May be called again for work that was done, if the process died before that was noted; what
     * it throws counts as a failed attempt, to be repeated.
     *
     * @param id of the piece
     */
    Result work(String id, Tries tries);

    /**
     * How often the piece was begun.
     *
     * @param attempt 1 for the first
     * @param waits within this attempt
     */
    record Tries(int attempt, int waits) {}

    /** What came of it. */
    sealed interface Result {
        /** Nothing is left to do. */
        Result DONE = new Done();

        /** Nothing is left to do: it is done, or given up. */
        record Done() implements Result {}

        /** It is not time yet; the attempt goes on. */
        record Wait(Duration pause) implements Result {}

        /** Others are at work and have no room for it; it was not begun. */
        record Crowded(Duration pause) implements Result {}

        /** The attempt failed. */
        record Retry(Duration pause) implements Result {}
    }
}
