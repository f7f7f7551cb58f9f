package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What a dashboard shows of an experiment, in JSON. Blocks for the stores. */
final class RealtimeView {
    private final SommosUseCases useCases;
    private final Clock clock;

    RealtimeView(SommosUseCases useCases, Clock clock) {
        this.useCases = useCases;
        this.clock = clock;
    }

    JsonObject of(Experiment experiment) {
        ExperimentStatistics statistics = useCases.results().of(experiment.id());
        Map<String, Long> assigned = useCases.assignments().countByVariant(experiment.id());
        JsonObject head = new JsonObject()
                .put("id", experiment.id())
                .put("name", experiment.description().name())
                .put("status", experiment.status().word())
                .put("target_metric", experiment.design().targetMetric().metricName());
        JsonObject totals = new JsonObject()
                .put(
                        "users_assigned",
                        assigned.values().stream().mapToLong(Long::longValue).sum());
        JsonObject data = new JsonObject()
                .put("experiment", head)
                .put(
                        "variants",
                        JsonForms.array(
                                experiment.design().variants(),
                                variant -> variant(variant, statistics, assigned.getOrDefault(variant.id(), 0L))))
                .put(
                        "metrics",
                        Rates.put(totals, statistics.total())
                                .put("crossovers", statistics.crossovers())
                                .put("events", statistics.events())
                                .put("duplicates", statistics.duplicates())
                                .put("late_events", statistics.lateEvents()))
                .put("timestamp", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        return ResultRoutes.withTime(data, statistics);
    }

    private static JsonObject variant(ExperimentVariant variant, ExperimentStatistics statistics, long assigned) {
        JsonObject view = new JsonObject()
                .put("id", variant.id())
                .put("name", variant.name())
                .put("is_control", variant.control())
                .put("allocation_percentage", JsonForms.number(variant.allocation()))
                .put("users_assigned", assigned);
        return Rates.put(view, statistics.total(variant.id()));
    }
}
