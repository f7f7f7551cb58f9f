package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Analyses and planned tests in memory. */
public final class InMemoryDecisions implements DecisionStore {
    private final Map<String, Deque<String>> analyses = new HashMap<>();
    private final Map<String, PlannedTest> tests = new HashMap<>();
    private final List<Experiment> awaiting = new ArrayList<>();

    @Override
    public void keepAnalysis(String experimentId, Instant analyzedAt, String json) {
        Deque<String> kept = analyses.computeIfAbsent(experimentId, id -> new ArrayDeque<>());
        kept.addFirst(json);
        if (kept.size() > MOST_ANALYSES) {
            kept.removeLast();
        }
    }

    @Override
    public List<String> analyses(String experimentId, int limit) {
        return analyses.getOrDefault(experimentId, new ArrayDeque<>()).stream()
                .limit(limit)
                .toList();
    }

    /** Says that an experiment awaits its planned test. */
    void awaiting(Experiment experiment) {
        awaiting.add(experiment);
    }

    @Override
    public List<Experiment> awaitingPlannedTest(Instant now) {
        return awaiting.stream()
                .filter(experiment -> !tests.containsKey(experiment.id()))
                .toList();
    }

    @Override
    public Optional<PlannedTest> plannedTest(String experimentId) {
        return Optional.ofNullable(tests.get(experimentId));
    }

    @Override
    public PlannedTest keepFirst(String experimentId, PlannedTest test) {
        return tests.computeIfAbsent(experimentId, id -> test);
    }
}
