package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What one user adds to the statistics of one definition version.
 *
 * @param cell the variant seen first and the user's weight epoch; null for a user without counted events
 * @param crossover whether the user was seen in two variants or more, and therefore belongs to none
 * @param measures of a user who belongs to a variant; none of anybody else
 * @param events counted events
 * @param duplicates events dropped as copies
 * @param late events logged too late to count
 */
public record Contribution(
        @Nullable Cell cell, boolean crossover, UserMeasures measures, long events, long duplicates, long late) {
    /** What a user adds of whom nothing is known. */
    public static final Contribution NOTHING = new Contribution(null, false, UserMeasures.NONE, 0, 0, 0);

    /**
     * What a user's totals add under a definition.
     *
     * @param maturedUntil log time by which windows count as closed, milliseconds since the epoch
     */
    public static Contribution project(UserTotals totals, ExperimentDefinition definition, long maturedUntil) {
        Exposure first = totals.first().orElse(null);
        if (first == null) {
            return new Contribution(null, false, UserMeasures.NONE, 0, totals.duplicates(), totals.late());
        }
        UserTotals.Enrolled enrolled = totals.enrolled();
        int epoch = enrolled == null ? definition.weightEpochAt(first.firstSeen()) : enrolled.weightEpoch();
        boolean crossover = totals.exposures().size() > 1;
        return new Contribution(
                new Cell(first.variantId(), epoch),
                crossover,
                crossover ? UserMeasures.NONE : UserMeasures.of(totals, first, definition.metrics(), maturedUntil),
                totals.events(),
                totals.duplicates(),
                totals.late());
    }
}
