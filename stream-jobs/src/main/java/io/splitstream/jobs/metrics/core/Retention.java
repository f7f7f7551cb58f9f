package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a user beyond totals. Until an experiment is known to have started, everything that some definition
 * could ask for; from then on what this one does, for it stays so.
 *
 * @param events whether single events are kept
 * @param everyNumber whether every numeric attribute is kept
 * @param covariate the attribute to keep where not every one is; null for none
 */
public record Retention(
        boolean events, boolean everyNumber, @Nullable String covariate) {
    /** Everything. */
    public static final Retention UNDECIDED = new Retention(true, true, null);

    private static final Retention TOTALS = new Retention(false, false, null);

    /** What to keep under the newest definition, if there is one. */
    public static Retention of(@Nullable ExperimentDefinition definition) {
        if (definition == null || !definition.started()) {
            return UNDECIDED;
        }
        boolean events = definition.metrics().keepsEvents();
        String covariate = definition.metrics().covariate();
        return events || covariate != null ? new Retention(events, false, covariate) : TOTALS;
    }

    SortedMap<String, Long> numbers(SortedMap<String, Long> all) {
        if (everyNumber || all.isEmpty()) {
            return all;
        }
        Long number = covariate == null ? null : all.get(covariate);
        if (covariate == null || number == null) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, Long> one = new TreeMap<>();
        one.put(covariate, number);
        return one;
    }
}
