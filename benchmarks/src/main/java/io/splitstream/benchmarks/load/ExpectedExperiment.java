package io.splitstream.benchmarks.load;

import java.util.List;

/**
 * What an experiment's results must say.
 *
 * @param variants in the order of the target
 * @param crossovers users seen in two variants or more
 * @param events distinct events, those of crossovers included
 * @param lateEvents distinct events that come too late to count, in none of the other figures
 * @param copies events that were sent a second time
 */
public record ExpectedExperiment(
        String experimentId,
        List<ExpectedVariant> variants,
        long crossovers,
        long events,
        long lateEvents,
        long copies) {
    public ExpectedExperiment {
        variants = List.copyOf(variants);
    }
}
