package io.splitstream.api.surface.flows;

import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.ExperimentDraft;
import io.splitstream.api.experiment.VariantDraft;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Experiments from bodies that the document found valid. What an update leaves out stays as it is, and so does what the
 * dialect has no words for.
 */
final class DraftReader {
    private DraftReader() {}

    /** Decided by the share of users who convert, for that is what the dialect shows. */
    static ExperimentDraft create(JsonObject body) {
        Description nothing = new Description("", null, null, null, null, null);
        return update(
                body,
                new ExperimentDraft(
                        nothing,
                        List.of(),
                        Metric.USER_CONVERSION_RATE,
                        List.of(),
                        DecisionPlan.USUAL,
                        false,
                        MetricPlan.NONE));
    }

    static ExperimentDraft update(JsonObject body, ExperimentDraft base) {
        Description words = base.description();
        return new ExperimentDraft(
                new Description(
                        body.getString("name", words.name()),
                        body.getString("description", words.text()),
                        words.hypothesis(),
                        words.startDate(),
                        words.endDate(),
                        words.metadata()),
                body.containsKey("variants")
                        ? variants(body.getJsonArray("variants"), base.variants())
                        : base.variants(),
                base.targetMetric(),
                base.guardrails(),
                base.plan(),
                base.autoPause(),
                base.metrics(),
                body.getString("audienceId", base.audienceId()));
    }

    /** The first is control. One with the id of an existing variant keeps of it what is left out. */
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
                    base.description(),
                    i == 0,
                    variant.getDouble("splitPercentage"),
                    variant.containsKey("config") ? JsonForms.text(variant.getJsonObject("config")) : base.config(),
                    variant.getString("flowId", base.flowId())));
        }
        return variants;
    }
}
