package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.site.SiteChange;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Sites and credits. */
final class SiteRoutes {
    private final AbtestbotUseCases useCases;
    private final SiteView view;

    SiteRoutes(AbtestbotUseCases useCases, SiteView view) {
        this.useCases = useCases;
        this.view = view;
    }

    Outcome<Answer> list(Call call) {
        return Outcome.done(Envelope.ok(
                call, JsonForms.array(useCases.sites().list(call.caller().workspaceId()), view::of)));
    }

    Outcome<Answer> create(Call call) {
        JsonObject body = call.body();
        return useCases.sites()
                .create(call.caller().workspaceId(), body.getString("name"), body.getString("url"))
                .map(site -> Envelope.of(201, call, view.of(site)));
    }

    Outcome<Answer> get(Call call) {
        return useCases.sites()
                .get(call.caller().workspaceId(), call.path("siteId"))
                .map(site -> Envelope.ok(call, view.of(site)));
    }

    Outcome<Answer> update(Call call) {
        JsonObject body = call.body();
        JsonArray origins = body.getJsonArray("origins");
        List<String> texts =
                origins == null ? null : origins.stream().map(String::valueOf).toList();
        SiteChange change = new SiteChange(body.getString("name"), texts, body.getBoolean("respect_do_not_track"));
        return useCases.sites()
                .update(call.caller().workspaceId(), call.path("siteId"), change)
                .map(site -> Envelope.ok(call, view.of(site)));
    }

    Outcome<Answer> crawl(Call call) {
        return useCases.sites()
                .crawlAgain(call.caller().workspaceId(), call.path("siteId"))
                .map(site -> Envelope.of(202, call, view.of(site)));
    }

    Outcome<Answer> credits(Call call) {
        return Outcome.done(Envelope.ok(
                call,
                SiteView.credits(useCases.credits()
                        .standing(call.caller().workspaceId(), Envelope.limit(call), Envelope.offset(call)))));
    }
}
