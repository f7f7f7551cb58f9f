package io.splitstream.api.assignment;

import io.splitstream.contracts.event.Assignment;

/**
 * An assignment as it is kept.
 *
 * @param logged whether the event log is known to hold it
 */
public record StoredAssignment(Assignment assignment, boolean logged) {}
