package io.splitstream.jobs.connector;

/**
 * An epoch whose rows are about to come, every one that there is.
 *
 * @param epoch high half of their versions
 * @param holdsUntil log time up to which they hold every event, milliseconds since the epoch
 */
public record RowEpoch(long epoch, long holdsUntil) {}
