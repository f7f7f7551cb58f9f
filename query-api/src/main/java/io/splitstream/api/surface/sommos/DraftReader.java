package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.ExperimentDraft;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.experiment.VariantDraft;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.metric.Metric;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Experiments from bodies that the document found valid. What an update leaves out stays as it is. */
final class DraftReader {
    private DraftReader() {}

    static Outcome<ExperimentDraft> create(JsonObject body) {
        Metric target = metric(body.getString("target_metric"));
        Description nothing = new Description("", null, null, null, null, null);
        return update(body, new ExperimentDraft(nothing, List.of(), target, List.of(), DecisionPlan.USUAL, false));
    }

    static Outcome<ExperimentDraft> update(JsonObject body, ExperimentDraft base) {
        try {
            return Outcome.done(new ExperimentDraft(
                    description(body, base.description()),
                    body.containsKey("variants")
                            ? variants(body.getJsonArray("variants"), base.variants())
                            : base.variants(),
                    body.containsKey("target_metric") ? metric(body.getString("target_metric")) : base.targetMetric(),
                    body.containsKey("guardrail_metrics")
                            ? guardrails(body.getJsonArray("guardrail_metrics"))
                            : base.guardrails(),
                    body.containsKey("decision") ? plan(body.getJsonObject("decision"), base.plan()) : base.plan(),
                    body.getBoolean("auto_pause", base.autoPause())));
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
                body.containsKey("metadata") ? text(body.getJsonObject("metadata")) : base.metadata());
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
                    variant.containsKey("config") ? text(variant.getJsonObject("config")) : base.config()));
        }
        return variants;
    }

    private static List<Guardrail> guardrails(JsonArray array) {
        List<Guardrail> guardrails = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object value = array.getValue(i);
            guardrails.add(
                    value instanceof JsonObject object ? guardrail(object) : Guardrail.of(metric((String) value)));
        }
        return guardrails;
    }

    private static Guardrail guardrail(JsonObject object) {
        Metric metric = metric(object.getString("metric_name"));
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

    private static @Nullable String text(@Nullable JsonObject object) {
        return object == null ? null : object.encode();
    }

    /** The document lists the names, so that every name that comes here is one. */
    private static Metric metric(String name) {
        return Metric.named(Objects.requireNonNull(name, "metric"))
                .orElseThrow(() -> new IllegalStateException("the document admits an unknown metric: " + name));
    }
}
