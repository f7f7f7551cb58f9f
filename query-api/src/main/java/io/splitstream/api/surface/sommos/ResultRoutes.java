package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.api.results.SegmentedResults;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Counts for people to look at: metrics, one variant's metrics, the funnel, realtime. */
final class ResultRoutes {
    private final SommosUseCases useCases;
    private final RealtimeView realtime;

    ResultRoutes(SommosUseCases useCases, RealtimeView realtime) {
        this.useCases = useCases;
        this.realtime = realtime;
    }

    Outcome<Answer> metrics(Call call) {
        return experiment(call).then(experiment -> bySegment(experiment, call).map(bySegment -> {
            ExperimentStatistics statistics = useCases.results().of(experiment.id());
            JsonObject data = new JsonObject()
                    .put("experiment_id", experiment.id())
                    .put(
                            "variants",
                            JsonForms.array(
                                    experiment.design().variants(),
                                    variant -> variantMetrics(experiment, variant, statistics)))
                    .put("crossovers", statistics.crossovers())
                    .put("events", statistics.events())
                    .put("duplicates", statistics.duplicates())
                    .put("late_events", statistics.lateEvents());
            bySegment.ifPresent(view -> data.put("by_segment", view));
            return Envelope.ok(withTime(data, statistics));
        }));
    }

    /** Results by an attribute, if they were asked for. */
    private Outcome<Optional<JsonObject>> bySegment(Experiment experiment, Call call) {
        Optional<String> attribute = call.queryText("segment");
        return attribute.isEmpty()
                ? Outcome.done(Optional.empty())
                : MetricJson.namedOrTarget(
                                experiment, "metric", call.queryText("metric").orElse(null))
                        .map(metric -> Optional.of(bySegment(experiment, attribute.get(), metric)));
    }

    private JsonObject bySegment(Experiment experiment, String attribute, Metric metric) {
        SegmentedResults results = useCases.segments().of(experiment.definition(), attribute);
        return SegmentsView.of(
                experiment, metric, results, useCases.decisions().bySegment(experiment, metric, results.segments()));
    }

    Outcome<Answer> variantMetrics(Call call) {
        String variantId = call.path("variantId");
        return experiment(call).then(experiment -> experiment
                .design()
                .variant(variantId)
                .map(variant -> {
                    ExperimentStatistics statistics = useCases.results().of(experiment.id());
                    JsonObject data =
                            variantMetrics(experiment, variant, statistics).put("experiment_id", experiment.id());
                    return Outcome.done(Envelope.ok(withTime(data, statistics)));
                })
                .orElseGet(() -> Outcome.refused(
                        Refusal.Kind.METRICS_NOT_FOUND, "The experiment has no variant " + variantId + ".")));
    }

    Outcome<Answer> funnel(Call call) {
        return experiment(call).map(experiment -> {
            ExperimentStatistics statistics = useCases.results().of(experiment.id());
            JsonObject data = new JsonObject()
                    .put("experiment_id", experiment.id())
                    .put("funnel", JsonForms.array(experiment.design().variants(), variant -> {
                        Cell total = statistics.total(variant.id());
                        return new JsonObject()
                                .put("variant_id", variant.id())
                                .put("variant_name", variant.name())
                                .put("impression_to_click", Rates.of(total, Measure.CLICKS, Measure.IMPRESSIONS))
                                .put("click_to_conversion", Rates.of(total, Measure.CONVERSIONS, Measure.CLICKS))
                                .put(
                                        "impression_to_conversion",
                                        Rates.of(total, Measure.CONVERSIONS, Measure.IMPRESSIONS));
                    }));
            return Envelope.ok(withTime(data, statistics));
        });
    }

    Outcome<Answer> realtime(Call call) {
        return experiment(call).map(experiment -> Envelope.ok(realtime.of(experiment)));
    }

    private Outcome<Experiment> experiment(Call call) {
        return useCases.experiments().get(call.caller().workspaceId(), call.path("experimentId"));
    }

    static JsonObject variantMetrics(
            Experiment experiment, ExperimentVariant variant, ExperimentStatistics statistics) {
        JsonObject view = new JsonObject().put("variant_id", variant.id()).put("variant_name", variant.name());
        return Rates.put(view, statistics.total(variant.id()))
                .put("custom_metrics", Rates.custom(experiment.design().metrics(), statistics.total(variant.id())));
    }

    /** Results are as of the time up to which they hold every event; both fields say it. */
    static JsonObject withTime(JsonObject data, ExperimentStatistics statistics) {
        String until = JsonForms.time(statistics.completeUntil());
        return data.put("updated_at", until).put("complete_until", until);
    }
}
