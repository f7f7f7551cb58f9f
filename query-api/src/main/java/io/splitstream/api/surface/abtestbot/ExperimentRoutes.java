package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.experiment.Transition;
import io.splitstream.api.generation.Generation;
import io.splitstream.api.generation.Variants;
import io.splitstream.api.plan.Credits;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.site.experiment.SiteTestDraft;
import io.splitstream.api.site.experiment.SiteTestStore;
import io.splitstream.api.site.experiment.Treatment;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

    /** What is made of a prompt takes its page and perhaps a model: it is made first, then paid for and created. */
    Supplier<Outcome<Answer>> create(Call call) {
        Outcome<SiteTestDraft> draft = draft(call.body());
        if (!call.body().containsKey("prompt")) {
            return () -> draft.then(read -> call.body().containsKey("idea_id") ? ofIdea(call, read) : draft)
                    .then(filled -> create(call, filled));
        }
        Outcome<Variants.Made> made = draft.then(read -> made(call, read));
        return () -> draft.then(read -> made.then(variant -> paid(call, read, variant)));
    }

    private static Outcome<SiteTestDraft> draft(JsonObject body) {
        JsonArray variants = body.getJsonArray("variants");
        boolean supplied = variants != null
                && !variants.isEmpty()
                && (variants.getJsonObject(0).containsKey("changes")
                        || variants.getJsonObject(0).getString("redirect_url") != null);
        long ways = Stream.of(body.containsKey("prompt"), body.containsKey("idea_id"), supplied)
                .filter(way -> way)
                .count();
        if (ways > 1) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    "prompt, idea_id, variants: more than one says what the variant is (expected: at most one of them)");
        }
        return TestDraftReader.create(body);
    }

    /** What a prompt comes to, once it is seen that all else will do and can be paid for. */
    private Outcome<Variants.Made> made(Call call, SiteTestDraft draft) {
        JsonObject body = call.body();
        String workspaceId = call.caller().workspaceId();
        String siteId = body.getString("site_id");
        return useCases.tests()
                .check(workspaceId, siteId, draft, Credits.GENERATE)
                .then(checked ->
                        useCases.variants().make(workspaceId, siteId, body.getString("prompt"), draft.targetUrl()));
    }

    /** Made of a prompt and created, or asked about with nothing created. */
    private Outcome<Answer> paid(Call call, SiteTestDraft draft, Variants.Made made) {
        return useCases.variants()
                .pay(call.caller().workspaceId(), call.body().getString("site_id"))
                .then(spent -> made.generation() instanceof Generation.Variant variant
                        ? create(call, filled(draft, made, variant))
                        : Outcome.done(Envelope.ok(call, GenerationView.of(made))));
    }

    private static SiteTestDraft filled(SiteTestDraft draft, Variants.Made made, Generation.Variant variant) {
        return new SiteTestDraft(
                draft.name(),
                draft.targetUrl() == null ? made.page() : draft.targetUrl(),
                draft.urlPattern() == null ? made.urlPattern() : draft.urlPattern(),
                draft.hypothesis() == null ? variant.hypothesis() : draft.hypothesis(),
                draft.trafficSplit(),
                draft.variantName(),
                new Treatment(variant.changes(), variant.redirectUrl()),
                null,
                draft.goals().isEmpty() ? variant.goals() : draft.goals());
    }

    private Outcome<SiteTestDraft> ofIdea(Call call, SiteTestDraft draft) {
        String ideaId = call.body().getString("idea_id");
        return useCases.ideas()
                .get(call.caller().workspaceId(), ideaId)
                .then(idea -> idea.site().id().equals(call.body().getString("site_id"))
                        ? Outcome.done(new SiteTestDraft(
                                draft.name(),
                                draft.targetUrl() == null ? idea.proposal().sourceUrl() : draft.targetUrl(),
                                draft.urlPattern(),
                                draft.hypothesis() == null ? idea.proposal().hypothesis() : draft.hypothesis(),
                                draft.trafficSplit(),
                                draft.variantName(),
                                new Treatment(idea.proposal().changes(), null),
                                ideaId,
                                draft.goals()))
                        : Outcome.refused(
                                Refusal.Kind.VALIDATION_ERROR,
                                "idea_id: an idea of another site (expected: of site_id)"));
    }

    private Outcome<Answer> create(Call call, SiteTestDraft draft) {
        return useCases.tests()
                .create(call.caller().workspaceId(), call.body().getString("site_id"), draft)
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
