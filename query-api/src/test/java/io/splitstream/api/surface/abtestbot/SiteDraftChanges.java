package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.ExperimentDraft;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.experiment.VariantDraft;
import io.splitstream.api.platform.Outcome;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.util.ArrayList;
import java.util.List;

/** What another surface makes of a site's draft. */
final class SiteDraftChanges {
    static final String TEXT = "what it is about";

    private SiteDraftChanges() {}

    /**
     * The draft with a third arm before the site's own, a metric beside the goals, a covariate, an audience, and a
     * guardrail on the second goal.
     */
    static Outcome<ExperimentDraft> elsewhere(ExperimentDraft draft) {
        VariantDraft control = draft.variants().get(0);
        VariantDraft arm = draft.variants().get(1);
        CustomMetric goal = draft.metrics().custom().get(0);
        List<CustomMetric> metrics = new ArrayList<>(draft.metrics().custom());
        metrics.add(new CustomMetric(
                "spend",
                "purchase",
                CustomMetric.Aggregation.SUM,
                null,
                CustomMetric.USERS,
                Metric.Direction.UP,
                null,
                null));
        Description words = draft.description();
        return Outcome.done(new ExperimentDraft(
                new Description(words.name(), TEXT, words.hypothesis(), null, null, "{\"owner\":\"team\"}"),
                List.of(
                        new VariantDraft(control.id(), control.name(), "as it was", true, 30, null),
                        new VariantDraft(null, "C", null, false, 20, null),
                        new VariantDraft(arm.id(), arm.name(), "greener", false, 50, "{\"color\":\"green\"}")),
                draft.targetMetric(),
                List.of(Guardrail.of(goal.metric())),
                draft.plan(),
                true,
                new MetricPlan(metrics, "age", false),
                "aud_1"));
    }
}
