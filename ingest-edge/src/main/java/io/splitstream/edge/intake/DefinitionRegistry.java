package io.splitstream.edge.intake;

import io.splitstream.contracts.definition.ExperimentDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the edge knows of the experiments: the highest revision seen of each. Written by one thread, read by any;
 * holds as many definitions as the control plane has experiments.
 */
public final class DefinitionRegistry {
    private final Map<String, ExperimentDefinition> byId = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    /** Takes a definition unless this or a higher revision is known; whether it was taken. For one thread. */
    public boolean accept(ExperimentDefinition definition) {
        ExperimentDefinition known = byId.get(definition.experimentId());
        if (known != null && known.revision() >= definition.revision()) {
            return false;
        }
        byId.put(definition.experimentId(), definition);
        return true;
    }

    /** Says that what is held is a whole state of the topic, present or past: absence means something from here on. */
    public void markLoaded() {
        loaded = true;
    }

    /** Whether {@link #markLoaded} was called. */
    public boolean isLoaded() {
        return loaded;
    }

    /** The experiment, if it is known and belongs to the workspace. */
    public Optional<ExperimentDefinition> find(String workspaceId, String experimentId) {
        return Optional.ofNullable(byId.get(experimentId))
                .filter(definition -> definition.workspaceId().equals(workspaceId));
    }

    /** Everything held. */
    public Collection<ExperimentDefinition> all() {
        return List.copyOf(byId.values());
    }
}
