package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.ExperimentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Experiments in memory, with the store's rules. */
public final class InMemoryExperiments implements ExperimentStore {
    private final Map<String, Experiment> experiments = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private @Nullable Runnable beforeReplace;

    /** Runs something once, just before the next replacement. */
    public void beforeNextReplace(Runnable interference) {
        beforeReplace = interference;
    }

    /** Puts an experiment there as it is. */
    public void put(Experiment experiment) {
        experiments.put(experiment.id(), experiment);
    }

    @Override
    public synchronized void insert(Experiment experiment, Change change) {
        put(experiment);
        changes.add(change);
    }

    @Override
    public synchronized Optional<Experiment> find(String workspaceId, String experimentId) {
        return Optional.ofNullable(experiments.get(experimentId))
                .filter(experiment -> experiment.workspaceId().equals(workspaceId));
    }

    @Override
    public boolean replace(Experiment next, Change change) {
        Runnable interference = beforeReplace;
        beforeReplace = null;
        if (interference != null) {
            interference.run();
        }
        synchronized (this) {
            Experiment current = experiments.get(next.id());
            if (current == null || current.revision() != next.revision() - 1) {
                return false;
            }
            put(next);
            changes.add(change);
            return true;
        }
    }

    @Override
    public synchronized List<Change> changes(String experimentId, int limit, int offset) {
        List<Change> newestFirst = new ArrayList<>(changes.stream()
                .filter(change -> change.experimentId().equals(experimentId))
                .toList());
        Collections.reverse(newestFirst);
        return newestFirst.stream().skip(offset).limit(limit).toList();
    }

    @Override
    public synchronized void noteUnanswered(Experiment experiment, boolean unanswered, Transition transition) {
        put(new Experiment(
                experiment.id(),
                experiment.workspaceId(),
                experiment.revision(),
                experiment.version(),
                experiment.status(),
                experiment.description(),
                experiment.design(),
                experiment.course(),
                unanswered ? transition : null));
    }

    @Override
    public synchronized List<Experiment> list(
            String workspaceId, Optional<ExperimentStatus> status, int limit, int offset) {
        return experiments.values().stream()
                .filter(experiment -> experiment.workspaceId().equals(workspaceId))
                .filter(experiment -> status.map(wanted -> wanted == experiment.status())
                        .orElse(experiment.status() != ExperimentStatus.ARCHIVED))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Map<ExperimentStatus, Long> count(String workspaceId) {
        Map<ExperimentStatus, Long> counts = new EnumMap<>(ExperimentStatus.class);
        experiments.values().forEach(experiment -> counts.merge(experiment.status(), 1L, Long::sum));
        return counts;
    }

    @Override
    public synchronized List<Experiment> due(Instant now) {
        List<Experiment> due = new ArrayList<>();
        for (Experiment experiment : experiments.values()) {
            Instant end = experiment.course().plannedEnd();
            if (end != null && !end.isAfter(now) && Transition.COMPLETE.allowedFrom(experiment.status())) {
                due.add(experiment);
            }
        }
        return due;
    }
}
