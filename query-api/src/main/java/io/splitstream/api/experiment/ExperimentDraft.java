package io.splitstream.api.experiment;

import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as somebody wants it to be, not yet looked at.
 *
 * @param variants in the order of allocation
 * @param autoPause whether proven harm of a guardrail pauses the experiment
 * @param metrics what is counted beyond what every experiment counts
 * @param audienceId whom it is for, one that is there; null for everybody
 */
public record ExperimentDraft(
        Description description,
        List<VariantDraft> variants,
        Metric targetMetric,
        List<Guardrail> guardrails,
        DecisionPlan plan,
        boolean autoPause,
        MetricPlan metrics,
        @Nullable String audienceId) {
    private static final int FEWEST_VARIANTS = 2;
    private static final int MOST_VARIANTS = 20;
    private static final double ALLOCATION_TOLERANCE = 0.01;
    /** What is written in four digits of a year, and held by all that times are written to. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    public ExperimentDraft {
        variants = List.copyOf(variants);
        guardrails = List.copyOf(guardrails);
    }

    /** One for everybody. */
    public ExperimentDraft(
            Description description,
            List<VariantDraft> variants,
            Metric targetMetric,
            List<Guardrail> guardrails,
            DecisionPlan plan,
            boolean autoPause,
            MetricPlan metrics) {
        this(description, variants, targetMetric, guardrails, plan, autoPause, metrics, null);
    }

    /** What an experiment looks like as a draft: what to begin a change from. */
    public static ExperimentDraft of(Experiment experiment) {
        Design design = experiment.design();
        return new ExperimentDraft(
                experiment.description(),
                design.variants().stream().map(VariantDraft::of).toList(),
                design.targetMetric(),
                design.guardrails(),
                design.plan(),
                design.autoPause(),
                design.metrics(),
                design.audienceId());
    }

    /** What keeps the draft from being an experiment; empty if nothing does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (description.name().isBlank()) {
            problems.add("name: blank (expected: 1 to 200 characters)");
        }
        Instant start = description.startDate();
        Instant end = description.endDate();
        problemOfDate("start_date", start, problems);
        problemOfDate("end_date", end, problems);
        if (start != null && end != null && !end.isAfter(start)) {
            problems.add("end_date: " + end + " (expected: later than start_date " + start + ")");
        }
        if (plan.mode() == DecisionPlan.Mode.FIXED && end == null) {
            problems.add("decision: mode fixed without end_date (expected: one, for it decides at the planned end)");
        }
        problemsOfVariants(problems);
        problemsOfDeciding(problems);
        return problems;
    }

    private static void problemOfDate(String name, @Nullable Instant date, List<String> problems) {
        if (date != null && (date.isBefore(EARLIEST) || date.isAfter(LATEST))) {
            problems.add(name + ": " + date + " (expected: " + EARLIEST + " to " + LATEST + ")");
        }
    }

    /** What may decide: no quantile, which has no confidence sequence, unless a fixed threshold guards it. */
    private void problemsOfDeciding(List<String> problems) {
        if (targetMetric.kind() == Metric.Kind.QUANTILE) {
            problems.add("target_metric: " + targetMetric.metricName()
                    + " is a quantile (expected: a count, sum, mean or share, for a quantile has no sequential test)");
        }
        if (metrics.named(targetMetric.metricName()).isEmpty()) {
            problems.add(unknown("target_metric", targetMetric));
        }
        Set<Metric> guarded = new HashSet<>();
        for (Guardrail guardrail : guardrails) {
            String name = guardrail.metric().metricName();
            if (metrics.named(name).isEmpty()) {
                problems.add(unknown("guardrail_metrics", guardrail.metric()));
            }
            if (!guarded.add(guardrail.metric())) {
                problems.add("guardrail_metrics: " + name + " twice (expected: once)");
            }
            if (guardrail.metric().kind() == Metric.Kind.QUANTILE && guardrail.threshold() == null) {
                problems.add("guardrail_metrics: " + name + " is a quantile without a threshold (expected: a"
                        + " threshold, for a quantile has no test against a margin)");
            }
        }
    }

    /** What an experiment names and does not declare could not be read back. */
    private static String unknown(String field, Metric metric) {
        return field + ": the experiment has no metric " + metric.metricName()
                + " (expected: a built-in one, or one that it declares)";
    }

    private void problemsOfVariants(List<String> problems) {
        if (variants.size() < FEWEST_VARIANTS || variants.size() > MOST_VARIANTS) {
            problems.add(
                    "variants: " + variants.size() + " (expected: " + FEWEST_VARIANTS + " to " + MOST_VARIANTS + ")");
        }
        long controls = variants.stream().filter(VariantDraft::control).count();
        if (controls != 1) {
            problems.add("variants: " + controls + " with is_control (expected: exactly 1)");
        }
        Set<String> names = new HashSet<>();
        for (VariantDraft variant : variants) {
            if (variant.name().isBlank()) {
                problems.add("variants: a blank name (expected: 1 to 200 characters)");
            } else if (!names.add(variant.name())) {
                problems.add("variants: the name " + variant.name() + " twice (expected: names that differ)");
            }
        }
        double total = variants.stream().mapToDouble(VariantDraft::allocation).sum();
        if (!(Math.abs(total - 100) <= ALLOCATION_TOLERANCE)) {
            problems.add("variants: the share of users adds up to " + total + " % (expected: 100)");
        }
    }
}
