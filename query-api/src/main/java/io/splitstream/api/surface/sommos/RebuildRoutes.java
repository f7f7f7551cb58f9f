package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.results.Generation;
import io.splitstream.api.results.RebuildStatus;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.recount.Recount;
import io.vertx.core.json.JsonObject;

/** An experiment's results written anew from the archive: start, watch, go back. */
final class RebuildRoutes {
    private final SommosUseCases useCases;

    RebuildRoutes(SommosUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> start(Call call) {
        return experiment(call).then(experiment -> useCases.rebuilds()
                .start(experiment.definition())
                .map(status -> new Answer(202, Envelope.of(view(experiment, status)))));
    }

    Outcome<Answer> get(Call call) {
        return experiment(call)
                .map(experiment ->
                        Envelope.ok(view(experiment, useCases.rebuilds().status(experiment.id()))));
    }

    Outcome<Answer> goBack(Call call) {
        return experiment(call)
                .map(experiment ->
                        Envelope.ok(view(experiment, useCases.rebuilds().goBack(experiment.definition()))));
    }

    private Outcome<Experiment> experiment(Call call) {
        return useCases.experiments().get(call.caller().workspaceId(), call.path("experimentId"));
    }

    private static JsonObject view(Experiment experiment, RebuildStatus status) {
        Generation active = status.active();
        RebuildStatus.Building building = status.building();
        return new JsonObject()
                .put("experiment_id", experiment.id())
                .put("active_generation", active == null ? Generation.LIVE : active.number())
                .put(
                        "complete_until",
                        active == null || active.number() == Generation.LIVE ? null : JsonForms.time(active.frontier()))
                .put(
                        "building",
                        building == null
                                ? null
                                : new JsonObject()
                                        .put("generation", building.generation())
                                        .put("buckets_done", building.done())
                                        .put("buckets", Recount.BUCKETS))
                .put("failure", status.failure());
    }
}
