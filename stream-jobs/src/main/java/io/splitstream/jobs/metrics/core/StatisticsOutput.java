package io.splitstream.jobs.metrics.core;

/** What goes to the sink of the statistics. */
public sealed interface StatisticsOutput permits StatisticsRow, OutputEpoch {}
