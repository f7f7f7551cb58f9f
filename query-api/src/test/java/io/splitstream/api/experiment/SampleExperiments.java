package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Experiments to test with: control {@code a} and as many test arms as wanted, equally allocated. */
public final class SampleExperiments {
    /** When they were created and, if so, started. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    public static final String WORKSPACE = "w1";

    private SampleExperiments() {}

    public static ExperimentDraft draft() {
        return new ExperimentDraft(
                new Description("Checkout", null, null, null, null, "{\"owner\":\"team\"}"),
                List.of(
                        new VariantDraft(null, "control", null, true, 50, "{\"color\":\"red\"}"),
                        new VariantDraft(null, "treatment", "greener", false, 50, null)),
                Metric.CONVERSION_RATE,
                List.of(),
                DecisionPlan.USUAL,
                false,
                MetricPlan.NONE);
    }

    public static Experiment running(DecisionPlan plan, List<Guardrail> guardrails, int testArms) {
        List<ExperimentVariant> variants = new ArrayList<>();
        double allocation = 100.0 / (testArms + 1);
        for (int i = 0; i <= testArms; i++) {
            String id = String.valueOf((char) ('a' + i));
            variants.add(new ExperimentVariant(id, "variant " + id, null, i == 0, allocation, null, null));
        }
        Description description = new Description("Sample", null, null, null, null, null);
        Experiment draft = new Experiment(
                "exp_1",
                WORKSPACE,
                1,
                1,
                ExperimentStatus.DRAFT,
                description,
                new Design(variants, Metric.CONVERSION_RATE, guardrails, plan, false, MetricPlan.NONE, null),
                Course.created(START),
                null);
        return draft.moved(ExperimentStatus.RUNNING, draft.course().started(START, null, variants));
    }

    public static Experiment running() {
        return running(DecisionPlan.USUAL, List.of(), 1);
    }

    /** The same with a planned end. */
    public static Experiment endingAt(Experiment experiment, Instant end) {
        return experiment.moved(
                experiment.status(),
                experiment.course().started(START, end, experiment.design().variants()));
    }

    /** The same, completed at a time. */
    public static Experiment completedAt(Experiment experiment, Instant at) {
        return experiment.moved(ExperimentStatus.COMPLETED, experiment.course().completed(at, Conclusion.NONE));
    }

    /** The same under another id. */
    public static Experiment named(String id, Experiment experiment) {
        return with(id, experiment.design(), experiment);
    }

    /** One that nothing can be concluded on: it has no control. */
    public static Experiment withoutControl(String id, Experiment experiment) {
        Design design = experiment.design();
        return with(
                id,
                new Design(
                        design.variants().stream()
                                .map(arm -> new ExperimentVariant(
                                        arm.id(),
                                        arm.name(),
                                        arm.description(),
                                        false,
                                        arm.allocation(),
                                        arm.config(),
                                        arm.flowId()))
                                .toList(),
                        design.targetMetric(),
                        design.guardrails(),
                        design.plan(),
                        design.autoPause(),
                        design.metrics(),
                        design.audienceId()),
                experiment);
    }

    private static Experiment with(String id, Design design, Experiment experiment) {
        return new Experiment(
                id,
                experiment.workspaceId(),
                experiment.revision(),
                experiment.version(),
                experiment.status(),
                experiment.description(),
                design,
                experiment.course(),
                experiment.unanswered());
    }

    public static Experiment paused(Experiment experiment) {
        return experiment.moved(ExperimentStatus.PAUSED, experiment.course());
    }
}
