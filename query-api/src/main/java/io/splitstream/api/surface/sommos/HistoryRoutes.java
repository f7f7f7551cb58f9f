package io.splitstream.api.surface.sommos;

import io.splitstream.api.decision.ExposurePoint;
import io.splitstream.api.decision.GuardrailPoint;
import io.splitstream.api.decision.LiftPoint;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.evidence.GuardrailStanding;
import io.splitstream.statistics.Interval;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures over time: lift, exposures, guardrails. */
final class HistoryRoutes {
    private final SommosUseCases useCases;

    HistoryRoutes(SommosUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> lift(Call call) {
        String name = call.queryText("metric").orElse(null);
        return experiment(call).then(experiment -> MetricJson.namedOrTarget(experiment, "metric", name)
                .map(metric -> {
                    List<LiftPoint> points = useCases.histories().lift(experiment, metric);
                    JsonObject data = of(experiment)
                            .put("metric_name", metric.metricName())
                            .put("points", JsonForms.array(points, HistoryRoutes::point));
                    return answer(experiment, data);
                }));
    }

    Outcome<Answer> exposures(Call call) {
        return experiment(call).map(experiment -> {
            List<String> variants = experiment.design().variants().stream()
                    .map(ExperimentVariant::id)
                    .toList();
            JsonObject data = of(experiment)
                    .put("variant_ids", new JsonArray(variants))
                    .put("points", JsonForms.array(useCases.histories().exposures(experiment), HistoryRoutes::point));
            return answer(experiment, data);
        });
    }

    Outcome<Answer> guardrails(Call call) {
        return experiment(call)
                .map(experiment -> answer(
                        experiment,
                        of(experiment)
                                .put(
                                        "points",
                                        JsonForms.array(
                                                useCases.histories().guardrails(experiment), HistoryRoutes::point))));
    }

    private Outcome<Experiment> experiment(Call call) {
        return useCases.experiments().get(call.caller().workspaceId(), call.path("experimentId"));
    }

    private static JsonObject of(Experiment experiment) {
        return new JsonObject().put("experiment_id", experiment.id());
    }

    private Answer answer(Experiment experiment, JsonObject data) {
        return Envelope.ok(ResultRoutes.withTime(data, useCases.results().of(experiment.id())));
    }

    private static JsonObject point(LiftPoint point) {
        return new JsonObject()
                .put("at", point.at().toString())
                .put("variant_id", point.variantId())
                .put("estimate", point.estimate())
                .put("interval", interval(point.interval()))
                .put("n", point.users());
    }

    private static @Nullable JsonObject interval(@Nullable Interval interval) {
        return interval == null
                ? null
                : new JsonObject().put("lower", interval.lower()).put("upper", interval.upper());
    }

    private static JsonObject point(ExposurePoint point) {
        return new JsonObject()
                .put("at", point.at().toString())
                .put("users", new JsonArray(point.users()))
                .put("sample_ratio_p_value", point.sampleRatioPValue());
    }

    private static JsonObject point(GuardrailPoint point) {
        GuardrailStanding standing = point.finding().standing();
        return new JsonObject()
                .put("at", point.at().toString())
                .put("metric_name", point.finding().guardrail().metric().metricName())
                .put("variant_id", point.finding().variantId())
                .put("threshold", standing.threshold())
                .put("control_value", standing.controlValue())
                .put("test_value", standing.testValue())
                .put("status", standing.status().word());
    }
}
