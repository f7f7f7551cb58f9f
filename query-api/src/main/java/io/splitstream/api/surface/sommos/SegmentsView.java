package io.splitstream.api.surface.sommos;

import io.splitstream.api.decision.SegmentComparison;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.results.Segment;
import io.splitstream.api.results.SegmentedResults;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Comparison;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** An experiment by segment, in JSON. */
final class SegmentsView {
    private final Experiment experiment;

    private SegmentsView(Experiment experiment) {
        this.experiment = experiment;
    }

    static JsonObject of(
            Experiment experiment, Metric metric, SegmentedResults results, List<SegmentComparison> comparisons) {
        SegmentsView view = new SegmentsView(experiment);
        return new JsonObject()
                .put("attribute", results.attribute())
                .put("metric_name", metric.metricName())
                .put("complete_until", JsonForms.time(results.completeUntil()))
                .put("segments", JsonForms.array(comparisons, view::segment));
    }

    private JsonObject segment(SegmentComparison compared) {
        Segment segment = compared.segment();
        JsonArray comparisons = new JsonArray();
        List<ExperimentVariant> arms = experiment.design().testVariants();
        for (int i = 0; i < arms.size(); i++) {
            comparisons.add(comparison(arms.get(i), compared.comparisons().get(i)));
        }
        return new JsonObject()
                .put("kind", segment.kind().name().toLowerCase(Locale.ROOT))
                .put("value", segment.value())
                .put("label", label(segment))
                .put("users", segment.users())
                .put("crossovers", segment.statistics().crossovers())
                .put("events", segment.statistics().events())
                .put("late_events", segment.statistics().lateEvents())
                .put(
                        "variants",
                        JsonForms.array(
                                experiment.design().variants(),
                                variant -> ResultRoutes.variantMetrics(experiment, variant, segment.statistics())))
                .put("comparisons", comparisons);
    }

    private JsonObject comparison(ExperimentVariant arm, Comparison comparison) {
        double confidence = 1 - experiment.design().plan().alpha();
        JsonObject view = new JsonObject()
                .put("variant_id", arm.id())
                .put("variant_name", arm.name())
                .put("absolute_lift", comparison.absoluteLift())
                .put("relative_lift", comparison.relativeLift())
                .put(
                        "frequentist_analysis",
                        comparison
                                .fixedHorizon()
                                .value()
                                .map(fixed -> AnalysisView.frequentist(fixed, confidence))
                                .orElse(null))
                .put(
                        "sequential_analysis",
                        comparison
                                .sequential()
                                .value()
                                .map(AnalysisView::sequential)
                                .orElse(null));
        comparison
                .fixedHorizon()
                .reason()
                .or(comparison.sequential()::reason)
                .ifPresent(reason -> view.put("reason", reason.name()));
        return view;
    }

    private static String label(Segment segment) {
        return switch (segment.kind()) {
            case VALUE -> String.valueOf(segment.value());
            case NONE -> "(none)";
            case OTHER -> "(other)";
        };
    }
}
