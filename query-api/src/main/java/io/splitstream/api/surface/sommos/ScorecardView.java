package io.splitstream.api.surface.sommos;

import io.splitstream.api.decision.GuardrailFinding;
import io.splitstream.api.decision.Scorecard;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.evidence.MetricStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Answer;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scorecard in JSON. */
final class ScorecardView {
    private final Scorecard scorecard;
    private final Experiment experiment;

    private ScorecardView(Scorecard scorecard) {
        this.scorecard = scorecard;
        this.experiment = scorecard.experiment();
    }

    static JsonObject of(Scorecard scorecard) {
        ScorecardView view = new ScorecardView(scorecard);
        DecisionPlan plan = view.experiment.design().plan();
        JsonObject data = new JsonObject()
                .put("experiment_id", view.experiment.id())
                .put("control_id", view.experiment.design().control().id())
                .put("alpha", plan.alpha())
                .put("mode", plan.mode().name().toLowerCase(Locale.ROOT))
                .put("metrics", JsonForms.array(scorecard.lines(), view::line));
        return ResultRoutes.withTime(data, scorecard.statistics());
    }

    private JsonObject line(Scorecard.Line line) {
        Metric metric = line.metric();
        Long window = metric.numerator().window();
        JsonArray comparisons = new JsonArray();
        List<ExperimentVariant> arms = experiment.design().testVariants();
        for (int i = 0; i < arms.size(); i++) {
            GuardrailFinding standing =
                    line.standings().isEmpty() ? null : line.standings().get(i);
            comparisons.add(comparison(arms.get(i), line.comparisons().get(i), standing));
        }
        return new JsonObject()
                .put("metric_name", metric.metricName())
                .put("part", line.part().name().toLowerCase(Locale.ROOT))
                .put("kind", metric.kind().name().toLowerCase(Locale.ROOT))
                .put("direction", metric.direction().name().toLowerCase(Locale.ROOT))
                .put("window", window == null ? null : MetricJson.window(window))
                .put("open_ended", metric.isOpenEnded())
                .put("sequence_guaranteed", !metric.isOpenEnded() && metric.kind() != Metric.Kind.QUANTILE)
                .put(
                        "covariate_adjusted",
                        MetricStatistics.isAdjusted(
                                metric, scorecard.statistics().cells()))
                .put("variants", JsonForms.array(experiment.design().variants(), variant -> variant(metric, variant)))
                .put("comparisons", comparisons);
    }

    private JsonObject variant(Metric metric, ExperimentVariant variant) {
        var total = scorecard.statistics().total(variant.id());
        OptionalDouble value = MetricStatistics.value(metric, total);
        return new JsonObject()
                .put("variant_id", variant.id())
                .put("n", total.users(metric))
                .put("value", value.isPresent() ? (Double) value.getAsDouble() : null);
    }

    private static JsonObject comparison(
            ExperimentVariant arm, Comparison comparison, @Nullable GuardrailFinding standing) {
        JsonObject view = new JsonObject()
                .put("variant_id", arm.id())
                .put("absolute_lift", comparison.absoluteLift())
                .put("relative_lift", comparison.relativeLift())
                .put(
                        "fixed_horizon",
                        comparison
                                .fixedHorizon()
                                .value()
                                .map(fixed -> new JsonObject()
                                        .put("p_value", fixed.pValue())
                                        .put("p_value_adjusted", fixed.adjustedPValue())
                                        .put("confidence_interval", AnalysisView.interval(fixed.interval())))
                                .orElse(null))
                .put(
                        "sequential",
                        comparison
                                .sequential()
                                .value()
                                .map(AnalysisView::sequential)
                                .orElse(null))
                .put(
                        "bayesian",
                        comparison
                                .bayesian()
                                .value()
                                .map(AnalysisView::bayesian)
                                .orElse(null))
                .put("reason", reason(comparison).map(Reason::name).orElse(null));
        if (standing != null) {
            view.put("status", standing.status().word())
                    .put("threshold", standing.standing().threshold());
        }
        return view;
    }

    /** Why one of the methods says nothing, the sequence first: it is what decides. */
    private static Optional<Reason> reason(Comparison comparison) {
        return Stream.<Answer<?>>of(comparison.sequential(), comparison.fixedHorizon(), comparison.bayesian())
                .flatMap(answer -> answer.reason().stream())
                .findFirst();
    }
}
