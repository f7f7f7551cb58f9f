package io.splitstream.jobs.archive.core;

import io.splitstream.contracts.event.Assignment;

/**
 * An assignment and where it stands in the log.
 *
 * <p>Of several of one user the one with the largest version is kept: the earliest, of two at one time the one of the
 * lower weight epoch, which is the one that counts in the streamed figures too; of copies the one logged first.
 *
 * <pre>
 *  127                      64 63          48 47                     0
 *  +--------------------------+--------------+------------------------+
 *  | 2^63 - assigned_at       | 2^16-1-epoch | 2^48-1 - kafka_offset  |
 *  +--------------------------+--------------+------------------------+
 * </pre>
 *
 * @param loggedAt milliseconds since the epoch: when the broker appended it
 */
public record ArchivedAssignment(Assignment assignment, int partition, long offset, long loggedAt) {
    private static final int MOST_EPOCH = (1 << 16) - 1;
    private static final long MOST_OFFSET = (1L << 48) - 1;

    /** The upper 64 bits of the version, without a sign. */
    public long versionHigh() {
        return Long.MIN_VALUE - assignment.assignedAt();
    }

    /** The lower 64 bits of the version, without a sign. */
    public long versionLow() {
        long epoch = (long) MOST_EPOCH - Math.min(assignment.weightEpoch(), MOST_EPOCH);
        return epoch << 48 | (MOST_OFFSET - Math.min(offset, MOST_OFFSET));
    }
}
