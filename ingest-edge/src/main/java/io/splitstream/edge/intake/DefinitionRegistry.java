package io.splitstream.edge.intake;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.event.Utf8Slice;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the edge knows of the experiments: the highest revision seen of each. Written by one thread, read by any;
 * holds as many definitions as the control plane has experiments.
 */
public final class DefinitionRegistry implements StateRegistry<ExperimentDefinition> {
    private final Map<Utf8Slice, KnownExperiment> byId = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    @Override
    public boolean accept(ExperimentDefinition definition) {
        KnownExperiment next = KnownExperiment.of(definition);
        KnownExperiment known = byId.get(next.id());
        if (known != null && known.definition().revision() >= definition.revision()) {
            return false;
        }
        byId.put(next.id(), next);
        return true;
    }

    @Override
    public boolean remove(String experimentId) {
        return byId.remove(Utf8Slice.of(experimentId)) != null;
    }

    @Override
    public void markLoaded() {
        loaded = true;
    }

    @Override
    public boolean isLoaded() {
        return loaded;
    }

    /** The experiment, if it is known and belongs to the workspace. */
    public Optional<ExperimentDefinition> find(String workspaceId, String experimentId) {
        return Optional.ofNullable(find(workspaceId, Utf8Slice.of(experimentId)))
                .map(KnownExperiment::definition);
    }

    /** The experiment, if it is known and belongs to the workspace. */
    @Nullable
    KnownExperiment find(String workspaceId, Utf8Slice experimentId) {
        KnownExperiment known = byId.get(experimentId);
        return known != null && known.definition().workspaceId().equals(workspaceId) ? known : null;
    }

    @Override
    public Collection<ExperimentDefinition> all() {
        return byId.values().stream().map(KnownExperiment::definition).toList();
    }
}
