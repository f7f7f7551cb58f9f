package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.MomentLayout;

/**
 * What a user adds, before and after something became known of the user.
 *
 * @param layout of the measures of both
 * @param before {@link Contribution#NOTHING} where the key's statistics know nothing of the user yet
 */
public record ContributionChange(StatisticsKey key, MomentLayout layout, Contribution before, Contribution after)
        implements ContributionOutput {}
