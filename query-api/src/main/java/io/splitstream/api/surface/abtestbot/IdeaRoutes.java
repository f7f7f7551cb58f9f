package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.idea.IdeaStatus;
import io.splitstream.api.idea.IdeaStore;
import io.splitstream.api.idea.Ideas;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Ideas, and variants from plain English. */
final class IdeaRoutes {
    private final AbtestbotUseCases useCases;

    IdeaRoutes(AbtestbotUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> list(Call call) {
        IdeaStore.Which which = new IdeaStore.Which(
                call.queryText("site_id").orElse(null),
                call.queryText("status").map(IdeaStatus::of).orElse(null),
                call.queryText("category").orElse(null));
        return Outcome.done(Envelope.page(
                call,
                useCases.ideas().list(call.caller().workspaceId(), which, Envelope.limit(call), Envelope.offset(call)),
                IdeaView::listed));
    }

    Outcome<Answer> generate(Call call) {
        JsonObject body = call.body();
        return useCases.ideas()
                .generate(
                        call.caller().workspaceId(),
                        body.getString("site_id"),
                        body.getInteger("num_ideas", Ideas.USUAL_COUNT),
                        body.getString("output_type", "html"),
                        List.of())
                .map(run -> Envelope.of(
                        202, call, new JsonObject().put("success", true).put("ideas", new JsonArray())));
    }

    Outcome<Answer> get(Call call) {
        return useCases.ideas()
                .get(call.caller().workspaceId(), call.path("ideaId"))
                .map(idea -> Envelope.ok(call, IdeaView.of(idea)));
    }

    Outcome<Answer> update(Call call) {
        return useCases.ideas()
                .move(
                        call.caller().workspaceId(),
                        call.path("ideaId"),
                        IdeaStatus.of(call.body().getString("status")))
                .map(idea -> Envelope.ok(call, IdeaView.of(idea)));
    }

    Outcome<Answer> generateVariant(Call call) {
        JsonObject body = call.body();
        return useCases.variants()
                .generate(
                        call.caller().workspaceId(),
                        body.getString("site_id"),
                        body.getString("prompt"),
                        body.getString("target_url"))
                .map(made -> Envelope.ok(call, GenerationView.of(made)));
    }
}
