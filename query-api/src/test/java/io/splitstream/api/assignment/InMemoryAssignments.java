package io.splitstream.api.assignment;

import io.splitstream.api.audience.AudienceStore;
import io.splitstream.api.audience.InMemoryAudiences;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentStore;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.event.Assignment;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assignments in memory, with the store's rules. */
public final class InMemoryAssignments implements AssignmentStore {
    private final ExperimentStore experiments;
    private final AudienceStore audiences;
    private final Map<List<String>, StoredAssignment> assignments = new LinkedHashMap<>();
    private @Nullable Runnable beforeInsert;

    /** Of experiments that are for everybody. */
    public InMemoryAssignments(ExperimentStore experiments) {
        this(experiments, new InMemoryAudiences(experiments));
    }

    public InMemoryAssignments(ExperimentStore experiments, AudienceStore audiences) {
        this.experiments = experiments;
        this.audiences = audiences;
    }

    /** Runs something once, just before the next insertion. */
    void beforeNextInsert(Runnable interference) {
        beforeInsert = interference;
    }

    @Override
    public Optional<Standing> standing(String workspaceId, String experimentId, String userId) {
        return experiments
                .find(workspaceId, experimentId)
                .map(experiment -> new Standing(
                        experiment,
                        assignments.get(List.of(experimentId, userId)),
                        Optional.ofNullable(experiment.design().audienceId())
                                .flatMap(audience -> audiences.find(workspaceId, audience))
                                .orElse(null)));
    }

    @Override
    public boolean insert(Assignment assignment) {
        Runnable interference = beforeInsert;
        beforeInsert = null;
        if (interference != null) {
            interference.run();
        }
        Experiment experiment = experiments
                .find(assignment.workspaceId(), assignment.experimentId())
                .orElseThrow();
        List<String> key = List.of(assignment.experimentId(), assignment.userId());
        return experiment.status() == ExperimentStatus.RUNNING
                && experiment.course().epochs().size() - 1 == assignment.weightEpoch()
                && assignments.putIfAbsent(key, new StoredAssignment(assignment, false)) == null;
    }

    @Override
    public void markLogged(Assignment assignment) {
        assignments.put(
                List.of(assignment.experimentId(), assignment.userId()), new StoredAssignment(assignment, true));
    }

    @Override
    public List<Assignment> notLogged(Instant before, int limit) {
        return assignments.values().stream()
                .filter(stored -> !stored.logged())
                .map(StoredAssignment::assignment)
                .filter(assignment -> assignment.assignedAt() < before.toEpochMilli())
                .limit(limit)
                .toList();
    }

    @Override
    public List<Assignment> list(String experimentId, int limit, int offset) {
        return assignments.values().stream()
                .map(StoredAssignment::assignment)
                .filter(assignment -> assignment.experimentId().equals(experimentId))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public Map<String, Long> countByExperiment(Collection<String> experimentIds) {
        return assignments.keySet().stream()
                .map(key -> key.get(0))
                .filter(experimentIds::contains)
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    }

    @Override
    public Map<String, Long> countByVariant(String experimentId) {
        return list(experimentId, Integer.MAX_VALUE, 0).stream()
                .collect(Collectors.groupingBy(Assignment::variantId, Collectors.counting()));
    }
}
