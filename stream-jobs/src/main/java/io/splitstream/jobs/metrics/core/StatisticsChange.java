package io.splitstream.jobs.metrics.core;

/** What is to be added to the statistics of a key. */
public record StatisticsChange(StatisticsKey key, Statistics change) implements StatisticsInput {}
