package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.event.Assignment;

/**
 * A stored assignment, as far as the metrics look at it: it fixes the user's weight epoch.
 *
 * @param shard of the user, by {@link Shards#of}
 * @param assignedAt milliseconds since the epoch
 */
public record Enrolment(int shard, String experimentId, String userId, int weightEpoch, long assignedAt)
        implements LogEntry {

    /** The part of an assignment that the metrics look at. */
    public static Enrolment of(Assignment assignment) {
        return new Enrolment(
                Shards.of(assignment.userId()),
                assignment.experimentId(),
                assignment.userId(),
                assignment.weightEpoch(),
                assignment.assignedAt());
    }
}
