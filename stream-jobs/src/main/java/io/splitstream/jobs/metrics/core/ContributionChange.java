package io.splitstream.jobs.metrics.core;

/**
 * What a user adds, before and after something became known of the user.
 *
 * @param before {@link Contribution#NOTHING} where the key's statistics know nothing of the user yet
 */
public record ContributionChange(StatisticsKey key, Contribution before, Contribution after) {}
