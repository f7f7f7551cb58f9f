package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where analyses and planned tests are kept. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while the store cannot be reached.
 */
public interface DecisionStore {
    /** As many of an experiment's analyses are kept. */
    int MOST_ANALYSES = 100;

    /** Keeps an analysis, as the JSON text that was answered, and of its experiment's the newest alone. */
    void keepAnalysis(String experimentId, Instant analyzedAt, String json);

    /** Kept analyses, newest first. */
    List<String> analyses(String experimentId, int limit);

    /**
     * Experiments in fixed mode whose planned end is past, that were not completed before it and have no planned test
     * yet; at most 100, the longest past first.
     */
    List<Experiment> awaitingPlannedTest(Instant now);

    Optional<PlannedTest> plannedTest(String experimentId);

    /**
     * Keeps an experiment's planned test, unless there is one.
     *
     * @return the one that is kept
     */
    PlannedTest keepFirst(String experimentId, PlannedTest test);
}
