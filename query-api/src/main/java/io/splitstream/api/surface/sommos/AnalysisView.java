package io.splitstream.api.surface.sommos;

import io.splitstream.api.decision.Analysis;
import io.splitstream.api.decision.AnalysisRequest;
import io.splitstream.api.decision.Validity;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.contracts.evidence.MetricStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Answer;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.Interval;
import io.splitstream.statistics.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An analysis in JSON. A method that was not asked for is absent; one that says nothing is null, and {@code reason}
 * says why.
 */
public final class AnalysisView {
    private final Analysis analysis;
    private final AnalysisRequest request;

    private AnalysisView(Analysis analysis) {
        this.analysis = analysis;
        this.request = analysis.request();
    }

    /** All of it, as it is answered and kept. */
    public static JsonObject of(Analysis analysis) {
        return new AnalysisView(analysis).whole();
    }

    private JsonObject whole() {
        List<ExperimentVariant> arms = analysis.experiment().design().testVariants();
        Comparison shown = analysis.comparisons().get(analysis.shownArm());
        JsonObject data = new JsonObject()
                .put("experiment_id", analysis.experiment().id())
                .put("metric_name", analysis.metric().metricName())
                .put("control_variant", variant(analysis.experiment().design().control(), shown.control()))
                .put("test_variant", variant(arms.get(analysis.shownArm()), shown.test()));
        putMethods(data, shown);
        data.put("recommendation", analysis.recommendation().verdict().name())
                .put(
                        "recommendation_confidence",
                        analysis.recommendation().confidence().word());
        reason(shown).ifPresent(reason -> data.put("reason", reason.name()));
        JsonArray comparisons = new JsonArray();
        for (int i = 0; i < arms.size(); i++) {
            Comparison comparison = analysis.comparisons().get(i);
            JsonObject view = new JsonObject().put("test_variant", variant(arms.get(i), comparison.test()));
            putMethods(view, comparison);
            reason(comparison).ifPresent(reason -> view.put("reason", reason.name()));
            comparisons.add(view);
        }
        data.put("comparisons", comparisons)
                .put("validity", withMetric(validity(analysis.validity())))
                .put("analyzed_at", analysis.analyzedAt().toString());
        return ResultRoutes.withTime(data, analysis.statistics());
    }

    private void putMethods(JsonObject view, Comparison comparison) {
        if (request.frequentist()) {
            view.put(
                    "frequentist_analysis",
                    comparison
                            .fixedHorizon()
                            .value()
                            .map(fixed -> frequentist(fixed, request.confidenceLevel()))
                            .orElse(null));
        }
        if (request.bayesian()) {
            view.put(
                    "bayesian_analysis",
                    comparison.bayesian().value().map(AnalysisView::bayesian).orElse(null));
        }
        view.put(
                        "sequential_analysis",
                        comparison
                                .sequential()
                                .value()
                                .map(AnalysisView::sequential)
                                .orElse(null))
                .put("effect_size", comparison.effectSize())
                .put("relative_lift", comparison.relativeLift())
                .put("absolute_lift", comparison.absoluteLift());
    }

    static JsonObject frequentist(Comparison.FixedHorizon fixed, double confidenceLevel) {
        return new JsonObject()
                .put("p_value", fixed.pValue())
                .put("p_value_adjusted", fixed.adjustedPValue())
                .put("is_significant", fixed.adjustedPValue() < 1 - confidenceLevel)
                .put("confidence_level", confidenceLevel)
                .put("confidence_interval", interval(fixed.interval()));
    }

    static JsonObject bayesian(Comparison.Bayesian bayesian) {
        return new JsonObject()
                .put("probability_better", bayesian.probabilityBetter())
                .put("expected_loss", bayesian.expectedLoss())
                .put("credible_interval", interval(bayesian.credibleInterval()));
    }

    static JsonObject sequential(Comparison.Sequential sequential) {
        return new JsonObject()
                .put("p_value", sequential.pValue())
                .put("p_value_adjusted", sequential.adjustedPValue())
                .put("confidence_interval", interval(sequential.interval()))
                .put("n", sequential.users());
    }

    private static JsonObject variant(ExperimentVariant variant, Comparison.Arm arm) {
        return new JsonObject()
                .put("id", variant.id())
                .put("name", variant.name())
                .put("mean", arm.mean())
                .put("std_dev", arm.standardDeviation())
                .put("sample_size", arm.users());
    }

    static JsonObject validity(Validity validity) {
        return new JsonObject()
                .put("is_healthy", validity.isHealthy())
                .put("sample_ratio_p_value", validity.sampleRatioPValue())
                .put("sample_ratio_chi_square_p_value", validity.sampleRatioChiSquarePValue())
                .put("sample_ratio_mismatch", validity.sampleRatioMismatch())
                .put("crossovers", validity.crossovers())
                .put("crossover_share", validity.crossoverShare())
                .put("behind_seconds", validity.behindSeconds());
    }

    /** What is claimed of the metric: users of an open-ended one may not have had their time yet. */
    private JsonObject withMetric(JsonObject validity) {
        Metric metric = analysis.metric();
        Long window = metric.numerator().window();
        return validity.put("metric_kind", metric.kind().name().toLowerCase(Locale.ROOT))
                .put("window", window == null ? null : MetricJson.window(window))
                .put("open_ended", metric.isOpenEnded())
                .put("sequence_guaranteed", !metric.isOpenEnded() && metric.kind() != Metric.Kind.QUANTILE)
                .put(
                        "covariate_adjusted",
                        MetricStatistics.isAdjusted(
                                metric, analysis.statistics().cells()));
    }

    /** Why a method that was asked for says nothing; the first such reason. */
    private Optional<Reason> reason(Comparison comparison) {
        Optional<Reason> reason = request.frequentist() ? why(comparison.fixedHorizon()) : Optional.empty();
        if (reason.isEmpty() && request.bayesian()) {
            reason = why(comparison.bayesian());
        }
        return reason.isPresent() ? reason : why(comparison.sequential());
    }

    private static Optional<Reason> why(Answer<?> answer) {
        return answer.reason();
    }

    static JsonArray interval(Interval interval) {
        return new JsonArray().add(interval.lower()).add(interval.upper());
    }
}
