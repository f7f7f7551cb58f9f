package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.event.Assignment;
import java.util.SortedMap;

/**
 * A stored assignment, as far as the metrics look at it: it fixes the user's weight epoch, the begin of windows, and the
 * covariate.
 *
 * @param shard of the user, by {@link Shards#of}
 * @param assignedAt milliseconds since the epoch
 * @param numbers numeric attributes, ten-thousandths
 */
public record Enrolment(
        int shard,
        String experimentId,
        String userId,
        int weightEpoch,
        long assignedAt,
        SortedMap<String, Long> numbers)
        implements LogEntry {

    /** The part of an assignment that the metrics look at. */
    public static Enrolment of(Assignment assignment) {
        return new Enrolment(
                Shards.of(assignment.userId()),
                assignment.experimentId(),
                assignment.userId(),
                assignment.weightEpoch(),
                assignment.assignedAt(),
                NumericAttributes.of(assignment.attributes()));
    }
}
