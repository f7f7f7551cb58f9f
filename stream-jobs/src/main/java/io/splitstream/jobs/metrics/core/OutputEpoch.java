package io.splitstream.jobs.metrics.core;

/**
 * Says that everything after it is of this epoch.
 *
 * @param holdsUntil log time up to which its rows hold every event, milliseconds since the epoch
 */
public record OutputEpoch(long epoch, long holdsUntil) implements StatisticsOutput {}
