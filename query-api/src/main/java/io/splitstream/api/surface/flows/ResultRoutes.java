package io.splitstream.api.surface.flows;

import io.splitstream.api.decision.Analysis;
import io.splitstream.api.decision.AnalysisRequest;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.results.DailyCounts;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.statistics.Comparison;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What was counted of an experiment, and what follows from it. */
final class ResultRoutes {
    private static final double CONFIDENCE = 0.95;
    private static final long MINIMUM_SAMPLE = 100;

    private final FlowsUseCases useCases;

    ResultRoutes(FlowsUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> results(Call call) {
        return experiment(call).map(experiment -> {
            ExperimentStatistics statistics = useCases.results().of(experiment.id());
            List<DailyCounts> daily = useCases.daily().of(experiment.workspaceId(), experiment.id());
            return Envelope.ok(new JsonObject()
                    .put("experimentId", experiment.id())
                    .put("name", experiment.description().name())
                    .put("status", FlowStatus.word(experiment.status()))
                    .put("startDate", JsonForms.time(ExperimentView.start(experiment)))
                    .put("endDate", JsonForms.time(ExperimentView.end(experiment)))
                    .put(
                            "variants",
                            JsonForms.array(
                                    experiment.design().variants(), variant -> counted(variant, statistics, daily)))
                    .put("completeUntil", JsonForms.time(statistics.completeUntil())));
        });
    }

    /** Analyses as everywhere, and keeps the analysis for readers of every surface. */
    Outcome<Answer> compute(Call call) {
        return experiment(call).map(experiment -> {
            AnalysisRequest request =
                    new AnalysisRequest(experiment.design().targetMetric(), true, true, CONFIDENCE, MINIMUM_SAMPLE);
            Analysis analysis = useCases.decisions().analyze(experiment, request);
            useCases.decisions()
                    .keep(analysis, useCases.analysisForm().apply(analysis).encode());
            return Envelope.ok(computed(analysis));
        });
    }

    private Outcome<Experiment> experiment(Call call) {
        return useCases.experiments().get(call.caller().workspaceId(), call.path("id"));
    }

    private static JsonObject counted(
            ExperimentVariant variant, ExperimentStatistics statistics, List<DailyCounts> daily) {
        List<DailyCounts> own = daily.stream()
                .filter(day -> day.variantId().equals(variant.id()))
                .toList();
        return new JsonObject()
                .put("variantId", variant.id())
                .put("variantName", variant.name())
                .put("splitPercentage", JsonForms.number(variant.allocation()))
                .put("participants", statistics.total(variant.id()).users())
                .put("results", JsonForms.array(own, ResultRoutes::day));
    }

    private static JsonObject day(DailyCounts day) {
        return new JsonObject()
                .put("date", day.day().toString())
                .put("participants", day.users())
                .put("impressions", day.impressions())
                .put("clicks", day.clicks())
                .put("conversions", day.conversions())
                .put("revenue", day.revenue());
    }

    private static JsonObject computed(Analysis analysis) {
        Experiment experiment = analysis.experiment();
        List<ExperimentVariant> arms = experiment.design().testVariants();
        JsonArray comparisons = new JsonArray();
        for (int i = 0; i < arms.size(); i++) {
            comparisons.add(comparison(arms.get(i), analysis.comparisons().get(i)));
        }
        return new JsonObject()
                .put("experimentId", experiment.id())
                .put(
                        "variants",
                        JsonForms.array(
                                experiment.design().variants(), variant -> converted(variant, analysis.statistics())))
                .put("metric", analysis.metric().metricName())
                .put("comparisons", comparisons)
                .put("recommendation", analysis.recommendation().verdict().name())
                .put("computedAt", JsonForms.time(analysis.analyzedAt()))
                .put("completeUntil", JsonForms.time(analysis.statistics().completeUntil()));
    }

    /** Conversions by participant: a user who converts twice counts twice. */
    private static JsonObject converted(ExperimentVariant variant, ExperimentStatistics statistics) {
        Cell total = statistics.total(variant.id());
        double conversions = total.sum(Measure.CONVERSIONS).doubleValue();
        return new JsonObject()
                .put("variantId", variant.id())
                .put("variantName", variant.name())
                .put("sampleSize", total.users())
                .put("conversions", total.sum(Measure.CONVERSIONS))
                .put("conversionRate", total.users() == 0 ? 0 : conversions / total.users());
    }

    private static JsonObject comparison(ExperimentVariant arm, Comparison comparison) {
        JsonObject view = new JsonObject()
                .put("variantId", arm.id())
                .put("variantName", arm.name())
                .put("absoluteLift", comparison.absoluteLift())
                .put("relativeLift", comparison.relativeLift())
                .put(
                        "pValue",
                        comparison
                                .sequential()
                                .value()
                                .map(Comparison.Sequential::adjustedPValue)
                                .orElse(null))
                .put(
                        "confidenceInterval",
                        comparison
                                .sequential()
                                .value()
                                .map(sequential -> new JsonArray()
                                        .add(sequential.interval().lower())
                                        .add(sequential.interval().upper()))
                                .orElse(null));
        comparison.sequential().reason().ifPresent(reason -> view.put("reason", reason.name()));
        return view;
    }
}
