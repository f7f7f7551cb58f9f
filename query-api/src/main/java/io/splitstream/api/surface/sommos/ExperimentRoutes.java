package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Actor;
import io.splitstream.api.experiment.Conclusion;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.RevisionMatch;
import io.splitstream.api.experiment.Transition;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Experiments: create, list, get, update, the transitions, and the counts for the dashboard. */
final class ExperimentRoutes {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 100;
    private static final String ETAG = "etag";

    private final Experiments experiments;

    ExperimentRoutes(Experiments experiments) {
        this.experiments = experiments;
    }

    Outcome<Answer> create(Call call) {
        return DraftReader.create(call.body())
                .then(draft -> by(call).create(call.caller().workspaceId(), draft))
                .map(created -> new Answer(
                                201,
                                Envelope.of(ExperimentView.of(created).put("experiment_id", created.id()))
                                        .put("message", "Experiment created successfully"))
                        .with(ETAG, Etags.of(created)));
    }

    Outcome<Answer> list(Call call) {
        int limit = Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST);
        int offset = call.queryNumber("offset", 0);
        Optional<ExperimentStatus> status =
                call.queryText("status").map(word -> ExperimentStatus.valueOf(word.toUpperCase(Locale.ROOT)));
        List<Experiment> found = experiments.list(call.caller().workspaceId(), status, limit, offset);
        JsonObject body = Envelope.of(JsonForms.array(found, ExperimentView::of))
                .put("meta", Envelope.page(found.size(), limit, offset));
        return Outcome.done(new Answer(200, body));
    }

    Outcome<Answer> get(Call call) {
        return experiments
                .get(call.caller().workspaceId(), call.path("experimentId"))
                .map(experiment -> call.header("If-None-Match")
                                .filter(header -> Etags.isKnown(header, experiment))
                                .isPresent()
                        ? Answer.notModified(Map.of(ETAG, Etags.of(experiment)))
                        : Envelope.ok(ExperimentView.of(experiment)).with(ETAG, Etags.of(experiment)));
    }

    Outcome<Answer> update(Call call) {
        return by(call).update(
                        call.caller().workspaceId(),
                        call.path("experimentId"),
                        wanted(call),
                        current -> DraftReader.update(call.body(), current))
                .map(changed -> Envelope.ok(ExperimentView.of(changed), "Experiment updated successfully")
                        .with(ETAG, Etags.of(changed)));
    }

    Outcome<Answer> start(Call call) {
        return move(call, Transition.START, Conclusion.NONE, "started");
    }

    Outcome<Answer> pause(Call call) {
        return move(call, Transition.PAUSE, Conclusion.NONE, "paused");
    }

    Outcome<Answer> resume(Call call) {
        return move(call, Transition.RESUME, Conclusion.NONE, "resumed");
    }

    Outcome<Answer> complete(Call call) {
        JsonObject body = call.body();
        Conclusion conclusion = new Conclusion(body.getString("winner_variant_id"), body.getString("conclusion"));
        return move(call, Transition.COMPLETE, conclusion, "completed");
    }

    Outcome<Answer> archive(Call call) {
        return move(call, Transition.ARCHIVE, Conclusion.NONE, "archived");
    }

    Outcome<Answer> summary(Call call) {
        Map<ExperimentStatus, Long> counts = experiments.count(call.caller().workspaceId());
        long total = 0;
        JsonObject data = new JsonObject();
        for (ExperimentStatus status : ExperimentStatus.values()) {
            if (status != ExperimentStatus.ARCHIVED) {
                long count = counts.getOrDefault(status, 0L);
                data.put(status.word() + "_experiments", count);
                total += count;
            }
        }
        return Outcome.done(Envelope.ok(data.put("total_experiments", total)));
    }

    Outcome<Answer> changes(Call call) {
        int limit = Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST);
        int offset = call.queryNumber("offset", 0);
        return experiments
                .changes(call.caller().workspaceId(), call.path("experimentId"), limit, offset)
                .map(found -> new Answer(
                        200,
                        Envelope.of(JsonForms.array(found, ExperimentView::change))
                                .put("meta", Envelope.page(found.size(), limit, offset))));
    }

    private Experiments by(Call call) {
        return experiments.by(Actor.caller(call.caller().subject()));
    }

    private Outcome<Answer> move(Call call, Transition transition, Conclusion conclusion, String done) {
        return by(call).move(
                        call.caller().workspaceId(), call.path("experimentId"), wanted(call), transition, conclusion)
                .map(moved -> Envelope.ok(ExperimentView.of(moved), "Experiment " + done + " successfully")
                        .with(ETAG, Etags.of(moved)));
    }

    private static RevisionMatch wanted(Call call) {
        return call.header("If-Match").map(Etags::ifMatch).orElse(RevisionMatch.ANY);
    }
}
