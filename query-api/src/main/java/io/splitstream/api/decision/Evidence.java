package io.splitstream.api.decision;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.contracts.metric.Metric;
import java.util.List;

/**
 * All that a recommendation is made from.
 *
 * @param metric the primary
 * @param plannedEndReached whether the results reach past the planned end
 * @param arms every test arm
 */
public record Evidence(
        Metric metric, DecisionPlan plan, Validity validity, boolean plannedEndReached, List<ArmEvidence> arms) {
    public Evidence {
        arms = List.copyOf(arms);
    }
}
