package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.experiment.Transition;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.site.experiment.SiteTestDraft;
import io.splitstream.api.site.experiment.SiteTestStore;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Experiments of sites: create, list, get, change, move, results. */
final class ExperimentRoutes {
    private static final Map<String, Transition> ACTIONS = Map.of(
            "launch", Transition.START,
            "pause", Transition.PAUSE,
            "resume", Transition.RESUME,
            "complete", Transition.COMPLETE,
            "archive", Transition.ARCHIVE);

    private final AbtestbotUseCases useCases;

    ExperimentRoutes(AbtestbotUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> list(Call call) {
        ExperimentStatus status = call.queryText("status")
                .map(word -> word.equals("active")
                        ? ExperimentStatus.RUNNING
                        : ExperimentStatus.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(null);
        List<SiteTest> found = useCases.tests()
                .list(
                        call.caller().workspaceId(),
                        new SiteTestStore.Which(call.queryText("site_id").orElse(null), status),
                        Envelope.limit(call),
                        Envelope.offset(call));
        return Outcome.done(Envelope.page(call, found, ExperimentView::summary));
    }

    Outcome<Answer> create(Call call) {
        JsonObject body = call.body();
        return TestDraftReader.create(body)
                .then(draft -> useCases.tests().create(call.caller().workspaceId(), body.getString("site_id"), draft))
                .map(test -> Envelope.of(201, call, launched(call, test)));
    }

    /** The new experiment, and what came of launching it where that was asked for. */
    private JsonObject launched(Call call, SiteTest created) {
        if (!call.body().getBoolean("auto_launch", false)) {
            return ExperimentView.created(created);
        }
        Outcome<SiteTest> outcome = useCases.tests()
                .move(created.experiment().workspaceId(), created.experiment().id(), Transition.START);
        SiteTest test = outcome instanceof Outcome.Done<SiteTest> done ? done.value() : created;
        JsonObject launch =
                new JsonObject().put("status", test.experiment().status().word());
        if (outcome instanceof Outcome.Refused<SiteTest> refused) {
            launch.put("error", "auto_launch skipped: " + refused.refusal().message());
        }
        return ExperimentView.created(test).put("launch", launch);
    }

    Outcome<Answer> get(Call call) {
        return useCases.tests()
                .get(call.caller().workspaceId(), call.path("experimentId"))
                .map(test -> Envelope.ok(call, ExperimentView.detail(test)));
    }

    Outcome<Answer> update(Call call) {
        JsonObject body = call.body();
        String action = body.getString("action");
        if (action != null && body.size() > 1) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    "action: beside other fields (expected: an action or fields, not both)");
        }
        return (action == null ? change(call, body) : move(call, action))
                .map(test -> Envelope.ok(call, ExperimentView.detail(test)));
    }

    private Outcome<SiteTest> move(Call call, String action) {
        Transition transition = ACTIONS.get(action);
        return transition == null
                ? Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR, "action: " + action + " (expected: " + ACTIONS.keySet() + ")")
                : useCases.tests().move(call.caller().workspaceId(), call.path("experimentId"), transition);
    }

    private Outcome<SiteTest> change(Call call, JsonObject body) {
        return useCases.tests()
                .update(
                        call.caller().workspaceId(),
                        call.path("experimentId"),
                        (SiteTestDraft draft) -> TestDraftReader.update(body, draft));
    }

    Outcome<Answer> results(Call call) {
        return useCases.tests()
                .get(call.caller().workspaceId(), call.path("experimentId"))
                .map(test -> Envelope.ok(
                        call, ResultsView.of(test, useCases.decisions().recommend(test.experiment()))));
    }
}
