package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.Supervision;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment compares, and by what it is decided.
 *
 * @param variants 2 to 20, exactly one of them control
 * @param autoPause whether proven harm of a guardrail pauses the experiment
 * @param metrics what is counted beyond what every experiment counts
 * @param audienceId whom it is for; null for everybody
 */
public record Design(
        List<ExperimentVariant> variants,
        Metric targetMetric,
        List<Guardrail> guardrails,
        DecisionPlan plan,
        boolean autoPause,
        MetricPlan metrics,
        @Nullable String audienceId) {
    public Design {
        variants = List.copyOf(variants);
        guardrails = List.copyOf(guardrails);
        metrics = orNone(metrics);
    }

    /** Designs stored before experiments declared metrics say nothing of them. */
    private static MetricPlan orNone(@Nullable MetricPlan metrics) {
        return metrics == null ? MetricPlan.NONE : metrics;
    }

    public Optional<ExperimentVariant> variant(String variantId) {
        return variants.stream()
                .filter(variant -> variant.id().equals(variantId))
                .findFirst();
    }

    public ExperimentVariant control() {
        return variants.stream()
                .filter(ExperimentVariant::control)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("an experiment without control: " + variants));
    }

    /** What the stream jobs watch the experiment for. */
    Supervision supervision() {
        return new Supervision(
                plan.alpha(),
                plan.tuningUsers(),
                plan.minimumSample(),
                guardrails.stream().map(Guardrail::rule).toList());
    }

    public List<ExperimentVariant> testVariants() {
        return variants.stream().filter(variant -> !variant.control()).toList();
    }
}
