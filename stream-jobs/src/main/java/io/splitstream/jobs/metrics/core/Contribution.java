package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What one user adds to the statistics of one definition version.
 *
 * @param cell the variant seen first and the user's weight epoch; null for a user without counted events
 * @param crossover whether the user was seen in two variants or more, and therefore belongs to none
 * @param measures of a user who belongs to a variant; zero for a crossover
 * @param events counted events
 * @param duplicates events dropped as copies
 * @param late events logged too late to count
 */
public record Contribution(
        @Nullable Cell cell, boolean crossover, UserMeasures measures, long events, long duplicates, long late) {
    /** What a user adds of whom nothing is known. */
    public static final Contribution NOTHING = new Contribution(null, false, UserMeasures.ZERO, 0, 0, 0);

    /** What a user's totals add under a definition. */
    public static Contribution project(UserTotals totals, ExperimentDefinition definition) {
        Exposure first = totals.first().orElse(null);
        if (first == null) {
            return new Contribution(null, false, UserMeasures.ZERO, 0, totals.duplicates(), totals.late());
        }
        UserTotals.Enrolled enrolled = totals.enrolled();
        int epoch = enrolled == null ? definition.weightEpochAt(first.firstSeen()) : enrolled.weightEpoch();
        boolean crossover = totals.exposures().size() > 1;
        return new Contribution(
                new Cell(first.variantId(), epoch),
                crossover,
                crossover ? UserMeasures.ZERO : UserMeasures.of(totals),
                totals.events(),
                totals.duplicates(),
                totals.late());
    }
}
