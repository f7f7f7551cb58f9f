package io.splitstream.api.audience;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentStore;
import io.splitstream.contracts.definition.ExperimentStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Audiences in memory, with the store's rules. */
public final class InMemoryAudiences implements AudienceStore {
    private final ExperimentStore experiments;
    private final Map<String, Audience> audiences = new LinkedHashMap<>();

    /**
     * @param experiments who may be for an audience
     */
    public InMemoryAudiences(ExperimentStore experiments) {
        this.experiments = experiments;
    }

    @Override
    public synchronized void insert(Audience audience) {
        audiences.put(audience.id(), audience);
    }

    @Override
    public synchronized Optional<Audience> find(String workspaceId, String audienceId) {
        return Optional.ofNullable(audiences.get(audienceId))
                .filter(audience -> audience.workspaceId().equals(workspaceId));
    }

    @Override
    public synchronized boolean replace(Audience next) {
        Audience current = audiences.get(next.id());
        if (current == null || current.revision() != next.revision() - 1) {
            return false;
        }
        audiences.put(next.id(), next);
        return true;
    }

    @Override
    public synchronized List<Audience> list(String workspaceId, int limit, int offset) {
        return audiences.values().stream()
                .filter(audience -> audience.workspaceId().equals(workspaceId))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long count(String workspaceId) {
        return list(workspaceId, Integer.MAX_VALUE, 0).size();
    }

    @Override
    public synchronized boolean remove(Audience audience, Instant at) {
        Set<ExperimentStatus> open = Set.of(ExperimentStatus.DRAFT, ExperimentStatus.RUNNING, ExperimentStatus.PAUSED);
        for (Experiment experiment : experiments.list(audience.workspaceId(), Optional.empty(), Integer.MAX_VALUE, 0)) {
            if (audience.id().equals(experiment.design().audienceId()) && open.contains(experiment.status())) {
                return false;
            }
        }
        audiences.remove(audience.id());
        return true;
    }
}
