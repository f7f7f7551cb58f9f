package io.splitstream.api.results;

import java.util.Map;
import java.util.Optional;

/**
 * What is to be known of rows before they are read.
 *
 * @param progress up to when the jobs' rows are complete
 * @param generations by experiment, which generation readers see of it; the live job's where none is named
 */
public record Standing(Progress progress, Map<String, Generation> generations) {
    public Standing {
        generations = Map.copyOf(generations);
    }

    /** The rebuilt generation that readers see of an experiment; empty if they see the live job's rows. */
    Optional<Generation> rebuilt(String experimentId) {
        return Optional.ofNullable(generations.get(experimentId))
                .filter(generation -> generation.number() != Generation.LIVE);
    }
}
