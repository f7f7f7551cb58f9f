package io.splitstream.jobs.metrics.core;

/** Says that everything after it is of this epoch. */
public record OutputEpoch(long epoch) implements StatisticsOutput {}
