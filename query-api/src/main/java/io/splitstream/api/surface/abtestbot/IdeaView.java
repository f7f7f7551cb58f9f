package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.idea.Idea;
import io.splitstream.api.idea.Proposal;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;

/** Ideas in JSON. */
final class IdeaView {
    private IdeaView() {}

    /** One of many: without its picture, which is up to 1 MiB. */
    static JsonObject listed(Idea idea) {
        JsonObject view = of(idea);
        view.getJsonObject("mockup_data").remove("screenshot");
        return view;
    }

    static JsonObject of(Idea idea) {
        Proposal proposal = idea.proposal();
        return new JsonObject()
                .put("id", idea.id())
                .put("title", proposal.title())
                .put("hypothesis", proposal.hypothesis())
                .put("category", proposal.category())
                .put("priority", proposal.priority())
                .put("status", idea.status().word())
                .put("output_type", idea.outputType())
                .put("estimated_impact", proposal.impact())
                .put(
                        "mockup_data",
                        new JsonObject()
                                .put("source_url", proposal.sourceUrl())
                                .put("mutations", MutationJson.write(proposal.changes()))
                                .put("before", proposal.before())
                                .put("after", proposal.after())
                                .put("screenshot", idea.screenshot()))
                .put("site_id", idea.site().id())
                .put("sites", SiteView.summary(idea.site()))
                .put("created_at", JsonForms.time(idea.createdAt()))
                .put("updated_at", JsonForms.time(idea.updatedAt()));
    }
}
