package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.contracts.evidence.GuardrailStanding;
import java.util.Comparator;
import java.util.List;

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

    /** How one test arm stands to one guardrail. */
    GuardrailFinding find(Guardrail guardrail, ExperimentVariant arm) {
        var arms = new GuardrailStanding.Arms(
                statistics.cells(), experiment.design().control().id(), arm.id());
        return new GuardrailFinding(
                guardrail,
                arm.id(),
                GuardrailStanding.of(
                        guardrail.metric(),
                        guardrail.rule(),
                        arms,
                        Appraisal.sequentialDesign(experiment.design().plan())));
    }

    private static double roomOrEnough(GuardrailFinding finding) {
        Double room = finding.standing().room();
        return room == null ? Double.MAX_VALUE : room;
    }
}
