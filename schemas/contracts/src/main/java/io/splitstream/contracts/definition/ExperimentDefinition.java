package io.splitstream.contracts.definition;

import io.splitstream.contracts.metric.MetricPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of an experiment as of a revision.
 *
 * @param revision grows with every change; a consumer ignores what is lower than what it holds
 * @param version grows with the changes that alter what is counted; results are kept per version, from 1
 * @param variants 2 to 20
 * @param weightEpochs in order of {@code from}; empty until first started
 * @param completedAt milliseconds since the epoch; null until completed
 * @param supervision what to watch it for; null from a control plane that did not say
 * @param metrics what is counted beyond what every experiment counts
 */
public record ExperimentDefinition(
        String experimentId,
        String workspaceId,
        String name,
        ExperimentStatus status,
        long revision,
        int version,
        List<Variant> variants,
        List<WeightEpoch> weightEpochs,
        @Nullable Long completedAt,
        @Nullable Supervision supervision,
        MetricPlan metrics) {
    public ExperimentDefinition {
        variants = List.copyOf(variants);
        weightEpochs = List.copyOf(weightEpochs);
        metrics = orNone(metrics);
    }

    /** Definitions written before experiments declared metrics say nothing of them. */
    private static MetricPlan orNone(@Nullable MetricPlan metrics) {
        return metrics == null ? MetricPlan.NONE : metrics;
    }

    /** Whether what is fixed at the start is fixed. */
    public boolean started() {
        return !weightEpochs.isEmpty();
    }

    /** A definition that asks for no supervision and declares no metrics. */
    public ExperimentDefinition(
            String experimentId,
            String workspaceId,
            String name,
            ExperimentStatus status,
            long revision,
            int version,
            List<Variant> variants,
            List<WeightEpoch> weightEpochs,
            @Nullable Long completedAt) {
        this(
                experimentId,
                workspaceId,
                name,
                status,
                revision,
                version,
                variants,
                weightEpochs,
                completedAt,
                null,
                MetricPlan.NONE);
    }

    /** Whether the experiment has a variant of this id. */
    public boolean hasVariant(String variantId) {
        for (Variant variant : variants) {
            if (variant.id().equals(variantId)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Index of the allocation in force at a time: of the last epoch that began by then, else of the first.
     *
     * @param timestamp milliseconds since the epoch
     */
    public int weightEpochAt(long timestamp) {
        int index = 0;
        for (WeightEpoch epoch : weightEpochs) {
            if (epoch.from() <= timestamp) {
                index = epoch.index();
            }
        }
        return index;
    }
}
