package io.splitstream.api.decision;

import io.splitstream.api.decision.ArmEvidence.DecidingTest;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.contracts.evidence.GuardrailStanding;
import io.splitstream.contracts.evidence.GuardrailStanding.Status;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Answer;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.Interval;
import io.splitstream.statistics.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence to test with: healthy, one arm without a difference, unless something else is said. */
final class EvidenceBuilder {
    private Validity validity = new Validity(0.8, 0.8, 0, 10_000, 1L);
    private boolean plannedEndReached;
    private DecisionPlan plan = DecisionPlan.USUAL;
    private Metric metric = Metric.CONVERSION_RATE;
    private final List<ArmEvidence> arms = new ArrayList<>();

    EvidenceBuilder validity(Validity value) {
        validity = value;
        return this;
    }

    EvidenceBuilder plannedEndReached() {
        plannedEndReached = true;
        return this;
    }

    EvidenceBuilder fixedMode() {
        plan = new DecisionPlan(DecisionPlan.Mode.FIXED, 0.05, 100, null, 5_000);
        return this;
    }

    EvidenceBuilder onAWindowedMetric() {
        metric = new CustomMetric(
                        "in_time",
                        "signup",
                        CustomMetric.Aggregation.UNIQUE_USERS,
                        null,
                        CustomMetric.USERS,
                        Metric.Direction.UP,
                        null,
                        3_600_000L)
                .metric();
        return this;
    }

    EvidenceBuilder arm(Arm arm) {
        arms.add(arm.build("arm" + (arms.size() + 1)));
        return this;
    }

    Evidence build() {
        return new Evidence(metric, plan, validity, plannedEndReached, arms);
    }

    static GuardrailFinding margin(Status status, @Nullable Double pValue) {
        return new GuardrailFinding(
                Guardrail.of(Metric.AVG_RATING),
                "arm1",
                new GuardrailStanding(3.99, 4.2, 3.8, 5_000, -0.05, pValue, status));
    }

    static GuardrailFinding threshold(Status status, long units) {
        Guardrail guardrail = new Guardrail(Metric.BOUNCE_RATE, 0.3, Metric.Direction.DOWN, 0.05);
        return new GuardrailFinding(
                guardrail, "arm1", new GuardrailStanding(0.3, 0.25, 0.35, units, -0.17, null, status));
    }

    /** One test arm. */
    static final class Arm {
        private @Nullable DecidingTest deciding = new DecidingTest(0.6, 0.001);
        private double lift = 0.001;
        private double probability = 0.6;
        private boolean burnedIn = true;
        private @Nullable Long requiredUsers;
        private List<GuardrailFinding> guardrails = List.of();

        Arm effect(double pValue, double difference, double probabilityBetter) {
            deciding = new DecidingTest(pValue, difference);
            lift = difference;
            probability = probabilityBetter;
            return this;
        }

        Arm undecided() {
            deciding = null;
            return this;
        }

        Arm beforeBurnIn() {
            burnedIn = false;
            deciding = null;
            return this;
        }

        /** The sequence may not speak, whatever else has been tested. */
        Arm withoutBurnIn() {
            burnedIn = false;
            return this;
        }

        Arm requiring(long users) {
            requiredUsers = users;
            return this;
        }

        Arm guardrails(GuardrailFinding... findings) {
            guardrails = List.of(findings);
            return this;
        }

        private ArmEvidence build(String id) {
            double pValue = deciding == null ? 1 : deciding.pValue();
            Interval interval = new Interval(lift - 0.01, lift + 0.01);
            Answer<Comparison.Sequential> sequential = burnedIn
                    ? Answer.of(new Comparison.Sequential(lift, 0.004, pValue, pValue, interval, 10_000))
                    : Answer.withheld(Reason.INSUFFICIENT_DATA);
            Comparison comparison = new Comparison(
                    new Comparison.Arm(5_000, 0.04, 0.2),
                    new Comparison.Arm(5_000, 0.04 + lift, 0.2),
                    lift,
                    lift / 0.04,
                    0.1,
                    Answer.withheld(Reason.INSUFFICIENT_DATA),
                    sequential,
                    Answer.of(new Comparison.Bayesian(probability, 0.001, interval)));
            return new ArmEvidence(id, "Arm " + id, comparison, deciding, guardrails, requiredUsers);
        }
    }
}
