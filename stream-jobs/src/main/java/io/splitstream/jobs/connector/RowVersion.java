package io.splitstream.jobs.connector;

/**
 * Which of the rows of a key counts, and for how much of the log.
 *
 * @param epoch high half of the version
 * @param sequence low half of the version, growing within the epoch
 * @param completeUntil log time up to which every event is in, milliseconds since the epoch
 */
public record RowVersion(long epoch, long sequence, long completeUntil) {}
