package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.Variant;
import org.jspecify.annotations.Nullable;

/**
 * A variant of an experiment.
 *
 * @param id unique in the whole system
 * @param control whether the others are compared with this one
 * @param allocation share of new users, in percent
 * @param config JSON object text, handed to whoever is assigned
 * @param flowId the flow that it shows, known to the owner alone and handed on like the config
 */
public record ExperimentVariant(
        String id,
        String name,
        @Nullable String description,
        boolean control,
        double allocation,
        @Nullable String config,
        @Nullable String flowId) {

    /** As the edge and the stream jobs are told of it. */
    public Variant definition() {
        return new Variant(id, name, control);
    }
}
