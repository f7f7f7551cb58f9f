package io.splitstream.jobs.insights.core;

/**
 * Says that rows from here on are of this epoch.
 *
 * @param holdsUntil log time up to which they hold every interaction, milliseconds since the epoch
 */
public record InsightEpoch(long epoch, long holdsUntil) implements InsightOutput {}
