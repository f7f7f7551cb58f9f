package io.splitstream.api.assignment;

import io.splitstream.contracts.event.Assignment;

/** The event log, as far as assignments go into it. */
public interface AssignmentLog {
    /**
     * Appends an assignment; appended twice it counts once. Blocks until it is durable.
     *
     * @throws io.splitstream.api.platform.UnavailableException if that is not known within a few seconds
     */
    void append(Assignment assignment);
}
