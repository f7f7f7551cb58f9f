package io.splitstream.api.experiment;

import org.jspecify.annotations.Nullable;

/**
 * A variant as somebody wants it to be.
 *
 * @param id of the variant that it changes; null for a new one
 * @param allocation share of new users, in percent
 * @param config JSON object text
 * @param flowId the flow that it shows, if any
 */
public record VariantDraft(
        @Nullable String id,
        String name,
        @Nullable String description,
        boolean control,
        double allocation,
        @Nullable String config,
        @Nullable String flowId) {

    /** One without a flow. */
    public VariantDraft(
            @Nullable String id,
            String name,
            @Nullable String description,
            boolean control,
            double allocation,
            @Nullable String config) {
        this(id, name, description, control, allocation, config, null);
    }

    static VariantDraft of(ExperimentVariant variant) {
        return new VariantDraft(
                variant.id(),
                variant.name(),
                variant.description(),
                variant.control(),
                variant.allocation(),
                variant.config(),
                variant.flowId());
    }

    ExperimentVariant named(String variantId) {
        return new ExperimentVariant(variantId, name, description, control, allocation, config, flowId);
    }
}
