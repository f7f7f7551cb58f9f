package io.splitstream.jobs.insights.core;

/** What goes to the sink of the insights. */
public sealed interface InsightOutput permits InsightRow, InsightEpoch {}
