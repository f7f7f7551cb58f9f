package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Change;
import io.splitstream.api.experiment.Course;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Description;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** An experiment in JSON: all that was sent, and what became of it. */
final class ExperimentView {
    private ExperimentView() {}

    static JsonObject of(Experiment experiment) {
        Description words = experiment.description();
        Course course = experiment.course();
        JsonObject view = new JsonObject()
                .put("id", experiment.id())
                .put("name", words.name())
                .put("description", words.text())
                .put("hypothesis", words.hypothesis())
                .put("status", experiment.status().word())
                .put("variants", JsonForms.array(experiment.design().variants(), ExperimentView::variant))
                .put("target_metric", experiment.design().targetMetric().metricName())
                .put("guardrail_metrics", JsonForms.array(experiment.design().guardrails(), ExperimentView::guardrail))
                .put("metrics", MetricJson.write(experiment.design().metrics()))
                .put("covariate", experiment.design().metrics().covariate())
                .put("allocation_unit", "user")
                .put("start_date", JsonForms.time(words.startDate()))
                .put("end_date", JsonForms.time(words.endDate()))
                .put("metadata", JsonForms.object(words.metadata()))
                .put("decision", plan(experiment.design().plan()))
                .put("auto_pause", experiment.design().autoPause())
                .put("created_at", JsonForms.time(course.createdAt()))
                .put("started_at", JsonForms.time(course.startedAt()))
                .put("completed_at", JsonForms.time(course.completedAt()))
                .put("archived_at", JsonForms.time(course.archivedAt()))
                .put("winner_variant_id", course.winnerVariantId())
                .put("conclusion", course.conclusion())
                .put("revision", experiment.revision())
                .put("version", experiment.version());
        String audience = experiment.design().audienceId();
        return audience == null ? view : view.put("audience_id", audience);
    }

    /** An entry of the experiment's log. */
    static JsonObject change(Change change) {
        return new JsonObject()
                .put("revision", change.revision())
                .put("at", JsonForms.time(change.at()))
                .put("actor", change.actor().name())
                .put("automatic", change.actor().automatic())
                .put("action", change.action())
                .put("fields", JsonForms.array(change.fields(), field -> new JsonObject()
                        .put("field", field.field())
                        .put("before", field.before())
                        .put("after", field.after())));
    }

    private static JsonObject variant(ExperimentVariant variant) {
        JsonObject view = new JsonObject()
                .put("id", variant.id())
                .put("name", variant.name())
                .put("description", variant.description())
                .put("is_control", variant.control())
                .put("allocation_percentage", JsonForms.number(variant.allocation()))
                .put("config", JsonForms.object(variant.config()));
        return withFlow(view, variant);
    }

    /** What only experiments made of flows have is there only in theirs. */
    static JsonObject withFlow(JsonObject view, ExperimentVariant variant) {
        String flow = variant.flowId();
        return flow == null ? view : view.put("flow_id", flow);
    }

    /** As it was sent: a name alone where nothing else was said. */
    private static Object guardrail(Guardrail guardrail) {
        String name = guardrail.metric().metricName();
        if (guardrail.equals(Guardrail.of(guardrail.metric()))) {
            return name;
        }
        JsonObject view = new JsonObject().put("metric_name", name);
        Double threshold = guardrail.threshold();
        if (threshold != null) {
            view.put("threshold", JsonForms.number(threshold));
        }
        if (threshold == null || guardrail.maxRelativeDegradation() != Guardrail.USUAL_DEGRADATION) {
            view.put("max_relative_degradation", guardrail.maxRelativeDegradation());
        }
        return view.put("direction", guardrail.direction().name().toLowerCase(Locale.ROOT));
    }

    private static JsonObject plan(DecisionPlan plan) {
        return new JsonObject()
                .put("mode", plan.mode().name().toLowerCase(Locale.ROOT))
                .put("alpha", plan.alpha())
                .put("minimum_sample_size", plan.minimumSample())
                .put("minimum_detectable_effect", plan.minimumDetectableEffect())
                .put("tuning_users", plan.tuningUsers());
    }
}
