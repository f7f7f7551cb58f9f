package io.splitstream.edge.ring;

import io.splitstream.edge.record.RecordBatch;

/** Where a ring's thread puts records. Used by that one thread. */
public interface EventSink {
    /**
     * Begins to append a request's records; may block for a bounded time.
     *
     * @param records not to be looked at once this returns
     * @param submission is told each record's {@link Fate} exactly once, on any thread, possibly before this returns
     */
    void send(RecordBatch records, Submission submission);

    /** Nothing more waits for now: what was held back to go together is to go. */
    default void flush() {}
}
