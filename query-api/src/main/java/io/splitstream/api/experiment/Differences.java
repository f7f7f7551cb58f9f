package io.splitstream.api.experiment;

import io.splitstream.contracts.metric.CustomMetric;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two revisions of an experiment, field by field. Pure. */
final class Differences {
    private final List<FieldChange> found = new ArrayList<>();

    private Differences() {}

    static List<FieldChange> between(Experiment before, Experiment after) {
        Differences differences = new Differences();
        differences.add("status", before.status().word(), after.status().word());
        differences.ofWords(before.description(), after.description());
        differences.ofDesign(before.design(), after.design());
        differences.ofVariants(before.design(), after.design());
        differences.add(
                "winner_variant_id",
                before.course().winnerVariantId(),
                after.course().winnerVariantId());
        differences.add(
                "conclusion", before.course().conclusion(), after.course().conclusion());
        return differences.found;
    }

    private void ofWords(Description before, Description after) {
        add("name", before.name(), after.name());
        add("description", before.text(), after.text());
        add("hypothesis", before.hypothesis(), after.hypothesis());
        add("start_date", time(before.startDate()), time(after.startDate()));
        add("end_date", time(before.endDate()), time(after.endDate()));
        add("metadata", before.metadata(), after.metadata());
    }

    private void ofDesign(Design before, Design after) {
        add(
                "target_metric",
                before.targetMetric().metricName(),
                after.targetMetric().metricName());
        add("guardrail_metrics", guardrails(before), guardrails(after));
        add("decision", plan(before.plan()), plan(after.plan()));
        add("auto_pause", String.valueOf(before.autoPause()), String.valueOf(after.autoPause()));
        add("metrics", metrics(before), metrics(after));
        add("covariate", before.metrics().covariate(), after.metrics().covariate());
    }

    private void ofVariants(Design before, Design after) {
        Set<String> ids = new LinkedHashSet<>();
        before.variants().forEach(variant -> ids.add(variant.id()));
        after.variants().forEach(variant -> ids.add(variant.id()));
        for (String id : ids) {
            ExperimentVariant old = before.variant(id).orElse(null);
            ExperimentVariant next = after.variant(id).orElse(null);
            String field = "variants."
                    + Objects.requireNonNull(next == null ? old : next).name();
            if (old == null || next == null) {
                add(field, of(old, ExperimentVariant::name), of(next, ExperimentVariant::name));
                continue;
            }
            add(field + ".name", old.name(), next.name());
            add(field + ".allocation_percentage", percent(old.allocation()), percent(next.allocation()));
            add(field + ".description", old.description(), next.description());
            add(field + ".config", old.config(), next.config());
        }
    }

    private void add(String field, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            found.add(new FieldChange(field, before, after));
        }
    }

    private static <T> @Nullable String of(@Nullable T value, Function<T, String> text) {
        return value == null ? null : text.apply(value);
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString() + " %";
    }

    private static String guardrails(Design design) {
        return design.guardrails().stream()
                .map(guardrail -> guardrail.metric().metricName()
                        + (guardrail.threshold() == null
                                ? " (at most " + percent(100 * guardrail.maxRelativeDegradation()) + " worse)"
                                : " (threshold " + guardrail.threshold() + ")"))
                .collect(Collectors.joining(", "));
    }

    private static String metrics(Design design) {
        return design.metrics().custom().stream().map(CustomMetric::name).collect(Collectors.joining(", "));
    }

    private static String plan(DecisionPlan plan) {
        return plan.mode().name().toLowerCase(Locale.ROOT) + ", alpha " + plan.alpha() + ", minimum sample "
                + plan.minimumSample()
                + (plan.minimumDetectableEffect() == null ? "" : ", effect " + plan.minimumDetectableEffect())
                + ", tuned for " + plan.tuningUsers() + " users";
    }
}
