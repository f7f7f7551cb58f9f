package io.splitstream.api.results;

import java.time.Instant;

/**
 * What was counted of an experiment up to a time in the past.
 *
 * @param statistics hold the users and only those moments that were asked for
 */
public record HistoryPoint(Instant at, ExperimentStatistics statistics) {}
