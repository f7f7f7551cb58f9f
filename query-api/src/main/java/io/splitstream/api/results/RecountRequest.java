package io.splitstream.api.results;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.contracts.recount.Recount;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What to count anew from the archive.
 *
 * @param epochs of the experiment's definition
 * @param plan what the definition declares
 * @param until log time up to and including which records count
 */
public record RecountRequest(
        String workspaceId, String experimentId, List<WeightEpoch> epochs, MetricPlan plan, Instant until) {
    public RecountRequest {
        epochs = List.copyOf(epochs);
    }

    static RecountRequest of(ExperimentDefinition definition, Instant until) {
        return new RecountRequest(
                definition.workspaceId(),
                definition.experimentId(),
                definition.weightEpochs(),
                definition.metrics(),
                until);
    }

    Map<String, Object> parameters() {
        return Recount.parameters(workspaceId, experimentId, epochs, plan, until.toEpochMilli());
    }
}
