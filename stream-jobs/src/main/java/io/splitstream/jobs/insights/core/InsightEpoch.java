package io.splitstream.jobs.insights.core;

/** Says that rows from here on are of this epoch. */
public record InsightEpoch(long epoch) implements InsightOutput {}
