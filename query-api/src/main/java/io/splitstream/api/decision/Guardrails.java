package io.splitstream.api.decision;

import io.splitstream.api.decision.GuardrailFinding.Status;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.results.Cell;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Answer;
import io.splitstream.statistics.ArmPair;
import io.splitstream.statistics.ArmStatistics;
import io.splitstream.statistics.GuardrailContrast;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How the test arms of an experiment stand to its guardrails. Pure. */
final class Guardrails {
    private final Experiment experiment;
    private final ExperimentStatistics statistics;

    Guardrails(Experiment experiment, ExperimentStatistics statistics) {
        this.experiment = experiment;
        this.statistics = statistics;
    }

    /** One finding per guardrail for a test arm. */
    List<GuardrailFinding> of(ExperimentVariant arm) {
        return experiment.design().guardrails().stream()
                .map(guardrail -> find(guardrail, arm))
                .toList();
    }

    /** Per guardrail the test arm that stands worst. */
    List<GuardrailFinding> worst() {
        return experiment.design().guardrails().stream()
                .map(guardrail -> experiment.design().testVariants().stream()
                        .map(arm -> find(guardrail, arm))
                        .min(Comparator.comparing((GuardrailFinding finding) -> !finding.isViolated())
                                .thenComparing(Guardrails::roomOrEnough))
                        .orElseThrow(() -> new IllegalStateException(experiment.id() + " has no test arm")))
                .toList();
    }

    private GuardrailFinding find(Guardrail guardrail, ExperimentVariant arm) {
        Metric metric = guardrail.metric();
        Cell control = statistics.total(experiment.design().control().id());
        Cell test = statistics.total(arm.id());
        Double controlValue = value(MetricStatistics.arm(metric, control));
        Double testValue = value(MetricStatistics.arm(metric, test));
        long units = metric.denominator()
                .map(measure -> test.total(measure)
                        .setScale(0, RoundingMode.DOWN)
                        .min(java.math.BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValue())
                .orElse(test.users());
        Double threshold = guardrail.threshold();
        if (threshold != null) {
            Double room = room(guardrail, threshold, testValue);
            Status status = room != null && room < 0 ? Status.CROSSED : Status.WITHIN;
            return new GuardrailFinding(
                    guardrail, arm.id(), threshold, controlValue, testValue, units, room, null, status);
        }
        Answer<GuardrailContrast> contrast = contrast(guardrail, arm);
        Double margin = contrast.value().map(GuardrailContrast::threshold).orElse(margin(guardrail, controlValue));
        return new GuardrailFinding(
                guardrail,
                arm.id(),
                margin,
                controlValue,
                testValue,
                units,
                margin == null ? null : room(guardrail, margin, testValue),
                contrast.value().map(GuardrailContrast::harmPValue).orElse(null),
                contrast.value().map(found -> status(found.verdict())).orElse(Status.INCONCLUSIVE));
    }

    private Answer<GuardrailContrast> contrast(Guardrail guardrail, ExperimentVariant arm) {
        List<ArmPair> pairs = MetricStatistics.pairs(guardrail.metric(), statistics, experiment.design(), arm.id());
        return GuardrailContrast.of(
                pairs,
                guardrail.maxRelativeDegradation(),
                MetricStatistics.direction(guardrail.direction()),
                Appraisal.sequentialDesign(experiment.design().plan()));
    }

    private static Status status(GuardrailContrast.Verdict verdict) {
        return switch (verdict) {
            case HARMED -> Status.HARMED;
            case SAFE -> Status.SAFE;
            case INCONCLUSIVE -> Status.INCONCLUSIVE;
        };
    }

    private static @Nullable Double value(ArmStatistics arm) {
        OptionalDouble estimate = arm.estimate();
        return estimate.isPresent() ? (Double) estimate.getAsDouble() : null;
    }

    /** The margin's value before inference has one. */
    private static @Nullable Double margin(Guardrail guardrail, @Nullable Double controlValue) {
        if (controlValue == null) {
            return null;
        }
        double borne = guardrail.maxRelativeDegradation() * Math.abs(controlValue);
        return guardrail.direction() == Metric.Direction.UP ? controlValue - borne : controlValue + borne;
    }

    private static @Nullable Double room(Guardrail guardrail, double threshold, @Nullable Double value) {
        if (value == null) {
            return null;
        }
        double distance = guardrail.direction() == Metric.Direction.UP ? value - threshold : threshold - value;
        return threshold == 0 ? distance : distance / Math.abs(threshold);
    }

    private static double roomOrEnough(GuardrailFinding finding) {
        Double room = finding.room();
        return room == null ? Double.MAX_VALUE : room;
    }
}
