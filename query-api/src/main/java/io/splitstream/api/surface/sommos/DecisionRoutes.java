package io.splitstream.api.surface.sommos;

import io.splitstream.api.decision.Analysis;
import io.splitstream.api.decision.AnalysisRequest;
import io.splitstream.api.decision.GuardrailFinding;
import io.splitstream.api.decision.GuardrailReport;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What is inferred and recommended: analyze, stored analyses, guardrails, recommendation, scorecard. */
final class DecisionRoutes {
    private static final double USUAL_CONFIDENCE = 0.95;
    private static final long USUAL_SAMPLE = 100;

    private final SommosUseCases useCases;

    DecisionRoutes(SommosUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> analyze(Call call) {
        return experiment(call)
                .then(experiment -> request(experiment, call.body()).map(request -> {
                    Analysis analysis = useCases.decisions().analyze(experiment, request);
                    JsonObject data = AnalysisView.of(analysis);
                    useCases.decisions().keep(analysis, data.encode());
                    JsonObject meta = new JsonObject()
                            .put("analyzed_at", analysis.analyzedAt().toString());
                    return new Answer(200, Envelope.of(data).put("meta", meta));
                }));
    }

    Outcome<Answer> stored(Call call) {
        boolean latest = call.queryFlag("latest", true);
        return experiment(call).then(experiment -> {
            List<String> kept = useCases.decisions().kept(experiment.id(), latest);
            if (kept.isEmpty()) {
                return Outcome.refused(
                        Refusal.Kind.ANALYSIS_NOT_FOUND,
                        "The experiment has not been analysed; POST /api/experiments/" + experiment.id() + "/analyze.");
            }
            if (latest) {
                return Outcome.done(Envelope.ok(new JsonObject(kept.get(0))));
            }
            JsonArray all = new JsonArray();
            kept.forEach(json -> all.add(new JsonObject(json)));
            return Outcome.done(Envelope.ok(all));
        });
    }

    Outcome<Answer> guardrails(Call call) {
        return experiment(call).map(experiment -> {
            GuardrailReport report = useCases.decisions().guardrails(experiment);
            JsonObject data = new JsonObject()
                    .put("experiment_id", experiment.id())
                    .put("guardrails", JsonForms.array(report.findings(), DecisionRoutes::guardrail))
                    .put("has_violations", report.findings().stream().anyMatch(GuardrailFinding::isViolated))
                    .put("checked_at", report.checkedAt().toString());
            return Envelope.ok(ResultRoutes.withTime(data, report.statistics()));
        });
    }

    Outcome<Answer> recommendation(Call call) {
        return experiment(call)
                .map(experiment ->
                        Envelope.ok(RecommendationView.of(useCases.decisions().recommend(experiment))));
    }

    Outcome<Answer> scorecard(Call call) {
        return experiment(call)
                .map(experiment ->
                        Envelope.ok(ScorecardView.of(useCases.decisions().scorecard(experiment))));
    }

    private Outcome<Experiment> experiment(Call call) {
        return useCases.experiments().get(call.caller().workspaceId(), call.path("experimentId"));
    }

    private static Outcome<AnalysisRequest> request(Experiment experiment, JsonObject body) {
        String type = body.getString("analysis_type", "both");
        return MetricJson.namedOrTarget(experiment, "metric_name", body.getString("metric_name"))
                .map(metric -> new AnalysisRequest(
                        metric,
                        !type.equals("bayesian"),
                        !type.equals("frequentist"),
                        body.getDouble("confidence_level", USUAL_CONFIDENCE),
                        body.getLong("minimum_sample_size", USUAL_SAMPLE)));
    }

    private static JsonObject guardrail(GuardrailFinding finding) {
        return new JsonObject()
                .put("metric_name", finding.guardrail().metric().metricName())
                .put("threshold", finding.standing().threshold())
                .put("control_value", finding.standing().controlValue())
                .put("test_value", finding.standing().testValue())
                .put("is_violated", finding.isViolated())
                .put("status", finding.status().word())
                .put("variant_id", finding.variantId());
    }
}
