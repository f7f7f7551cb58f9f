package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.Supervision;
import io.splitstream.contracts.metric.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment compares, and by what it is decided.
 *
 * @param variants 2 to 20, exactly one of them control
 * @param autoPause whether proven harm of a guardrail pauses the experiment
 */
public record Design(
        List<ExperimentVariant> variants,
        Metric targetMetric,
        List<Guardrail> guardrails,
        DecisionPlan plan,
        boolean autoPause) {
    public Design {
        variants = List.copyOf(variants);
        guardrails = List.copyOf(guardrails);
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
