package io.splitstream.edge.ring;

import io.splitstream.contracts.event.ExperimentEvent;

/** Where a ring's thread puts events. Used by that one thread. */
@FunctionalInterface
public interface EventSink {
    /**
     * Begins to append an event; may block for a bounded time.
     *
     * @param submission is told the event's {@link Fate} exactly once, on any thread, possibly before this returns
     */
    void send(ExperimentEvent event, Submission submission);
}
