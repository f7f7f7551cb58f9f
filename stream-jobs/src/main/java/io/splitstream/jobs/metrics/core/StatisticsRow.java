package io.splitstream.jobs.metrics.core;

/**
 * All of a key's statistics, to replace what was written of it before.
 *
 * @param epoch high half of the row's version
 * @param sequence low half of the row's version, growing within the epoch
 * @param completeUntil log time up to which every event is in, milliseconds since the epoch
 */
public record StatisticsRow(StatisticsKey key, long epoch, long sequence, long completeUntil, Statistics statistics)
        implements StatisticsOutput {}
