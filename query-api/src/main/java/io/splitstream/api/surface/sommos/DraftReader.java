package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.ExperimentDraft;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.experiment.MetricRules;
import io.splitstream.api.experiment.VariantDraft;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Experiments from bodies that the document found valid. What an update leaves out stays as it is. */
final class DraftReader {
    private DraftReader() {}

    static Outcome<ExperimentDraft> create(JsonObject body) {
        Description nothing = new Description("", null, null, null, null, null);
        // The document requires a target, so that this one never stays.
        Metric any = Metric.CONVERSION_RATE;
        return update(
                body,
                new ExperimentDraft(nothing, List.of(), any, List.of(), DecisionPlan.USUAL, false, MetricPlan.NONE));
    }

    static Outcome<ExperimentDraft> update(JsonObject body, ExperimentDraft base) {
        Outcome<List<CustomMetric>> declared = body.containsKey("metrics")
                ? MetricJson.read(body.getJsonArray("metrics"))
                : Outcome.done(base.metrics().custom());
        return declared.then(custom -> {
            List<String> problems = MetricRules.problems(custom);
            if (!problems.isEmpty()) {
                return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.join("; ", problems));
            }
            String covariate = body.getString("covariate", base.metrics().covariate());
            return update(
                    body, base, new MetricPlan(custom, covariate, base.metrics().keepsEvents()));
        });
    }

    /** What is named is looked up anew, for what a name means may have changed. */
    private static Outcome<ExperimentDraft> update(JsonObject body, ExperimentDraft base, MetricPlan metrics) {
        String target = body.getString("target_metric", base.targetMetric().metricName());
        return MetricJson.named(metrics, "target_metric", target).then(metric -> guardrails(body, base, metrics)
                .then(guardrails -> update(body, base, metrics, metric, guardrails)));
    }

    private static Outcome<ExperimentDraft> update(
            JsonObject body, ExperimentDraft base, MetricPlan metrics, Metric target, List<Guardrail> guardrails) {
        try {
            return Outcome.done(new ExperimentDraft(
                    description(body, base.description()),
                    body.containsKey("variants")
                            ? variants(body.getJsonArray("variants"), base.variants())
                            : base.variants(),
                    target,
                    guardrails,
                    body.containsKey("decision") ? plan(body.getJsonObject("decision"), base.plan()) : base.plan(),
                    body.getBoolean("auto_pause", base.autoPause()),
                    metrics,
                    base.audienceId()));
        } catch (DateTimeException e) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    "start_date, end_date: no time (expected: ISO 8601 such as 2025-10-05T00:00:00Z)");
        }
    }

    private static Description description(JsonObject body, Description base) {
        return new Description(
                body.getString("name", base.name()),
                body.getString("description", base.text()),
                body.getString("hypothesis", base.hypothesis()),
                time(body, "start_date", base.startDate()),
                time(body, "end_date", base.endDate()),
                body.containsKey("metadata") ? JsonForms.text(body.getJsonObject("metadata")) : base.metadata());
    }

    /** A variant with the id of an existing one keeps of it what is left out. */
    private static List<VariantDraft> variants(JsonArray array, List<VariantDraft> existing) {
        List<VariantDraft> variants = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject variant = array.getJsonObject(i);
            String id = variant.getString("id");
            VariantDraft base = existing.stream()
                    .filter(candidate -> id != null && id.equals(candidate.id()))
                    .findFirst()
                    .orElse(new VariantDraft(id, "", null, false, 0, null));
            variants.add(new VariantDraft(
                    id,
                    variant.getString("name"),
                    variant.getString("description", base.description()),
                    variant.getBoolean("is_control", base.control()),
                    variant.getDouble("allocation_percentage"),
                    variant.containsKey("config") ? JsonForms.text(variant.getJsonObject("config")) : base.config(),
                    base.flowId()));
        }
        return variants;
    }

    private static Outcome<List<Guardrail>> guardrails(JsonObject body, ExperimentDraft base, MetricPlan metrics) {
        Outcome<List<Guardrail>> all = Outcome.done(List.of());
        if (!body.containsKey("guardrail_metrics")) {
            for (Guardrail kept : base.guardrails()) {
                all = with(all, metrics, kept.metric().metricName(), kept::on);
            }
            return all;
        }
        JsonArray array = body.getJsonArray("guardrail_metrics");
        for (int i = 0; i < array.size(); i++) {
            JsonObject object = array.getValue(i) instanceof JsonObject given
                    ? given
                    : new JsonObject().put("metric_name", array.getString(i));
            all = with(all, metrics, object.getString("metric_name"), metric -> guardrail(metric, object));
        }
        return all;
    }

    private static Outcome<List<Guardrail>> with(
            Outcome<List<Guardrail>> before, MetricPlan metrics, String name, Function<Metric, Guardrail> guardrail) {
        return before.then(list -> MetricJson.named(metrics, "guardrail_metrics", name)
                .map(metric -> Stream.concat(list.stream(), Stream.of(guardrail.apply(metric)))
                        .toList()));
    }

    private static Guardrail guardrail(Metric metric, JsonObject object) {
        String direction = object.getString("direction");
        return new Guardrail(
                metric,
                object.getDouble("threshold"),
                direction == null ? metric.direction() : Metric.Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
                object.getDouble("max_relative_degradation", Guardrail.USUAL_DEGRADATION));
    }

    private static DecisionPlan plan(JsonObject object, DecisionPlan base) {
        String mode = object.getString("mode");
        return new DecisionPlan(
                mode == null ? base.mode() : DecisionPlan.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                object.getDouble("alpha", base.alpha()),
                object.getLong("minimum_sample_size", base.minimumSample()),
                object.getDouble("minimum_detectable_effect", base.minimumDetectableEffect()),
                object.getLong("tuning_users", base.tuningUsers()));
    }

    private static @Nullable Instant time(JsonObject body, String field, @Nullable Instant base) {
        if (!body.containsKey(field)) {
            return base;
        }
        String text = body.getString(field);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
