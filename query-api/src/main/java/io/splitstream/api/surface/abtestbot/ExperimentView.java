package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.site.experiment.SiteDesign;
import io.splitstream.api.site.experiment.SiteTest;
import io.splitstream.api.site.experiment.Treatment;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.site.Goal;
import io.splitstream.contracts.site.UrlPattern;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Experiments of sites in JSON. */
final class ExperimentView {
    private static final String HINT = "To launch: pass `auto_launch: true` on create, OR call launch_experiment({"
            + " experiment_id }) / PATCH /v1/experiments/:id { \"action\": \"launch\" } after reviewing the preview URLs"
            + " below. Requires at least 1 non-control variant and 1 goal.";

    private ExperimentView() {}

    static JsonObject summary(SiteTest test) {
        var course = test.experiment().course();
        return new JsonObject()
                .put("id", test.experiment().id())
                .put("name", test.experiment().description().name())
                .put("status", test.experiment().status().word())
                .put("traffic_split", test.trafficSplit())
                .put("started_at", JsonForms.time(course.startedAt()))
                .put("ended_at", JsonForms.time(course.completedAt()))
                .put("created_at", JsonForms.time(course.createdAt()))
                .put("site_id", test.site().id())
                .put("sites", SiteView.summary(test.site()));
    }

    static JsonObject of(SiteTest test) {
        SiteDesign design = test.design();
        JsonArray variants = new JsonArray();
        for (ExperimentVariant variant : test.experiment().design().variants()) {
            if (variant.control() || design.treatment() != null) {
                variants.add(variant(variant, variant.control() ? null : design.treatment()));
            }
        }
        JsonArray goals = new JsonArray();
        for (Goal goal : design.goals()) {
            goals.add(goal(goal).put("is_primary", goals.isEmpty()));
        }
        return summary(test)
                .put("target_url", design.targetUrl())
                .put("url_pattern", text(design.urlPattern()))
                .put("hypothesis", test.experiment().description().hypothesis())
                .put("idea_id", design.ideaId())
                .put("variants", variants)
                .put("goals", goals);
    }

    static JsonObject detail(SiteTest test) {
        return of(test).put("preview_urls", previews(test));
    }

    static JsonObject created(SiteTest test) {
        return new JsonObject()
                .put("experiment", of(test))
                .put("preview_urls", previews(test))
                .put("activation_hint", HINT);
    }

    private static JsonArray previews(SiteTest test) {
        JsonArray previews = new JsonArray();
        test.previewUrl()
                .ifPresent(url -> previews.add(new JsonObject()
                        .put("variant_id", test.variant().id())
                        .put("variant_name", test.variant().name())
                        .put("url", url)));
        return previews;
    }

    private static JsonObject variant(ExperimentVariant variant, @Nullable Treatment treatment) {
        return new JsonObject()
                .put("id", variant.id())
                .put("is_control", variant.control())
                .put("name", variant.name())
                .put("changes", treatment == null ? new JsonArray() : MutationJson.write(treatment.changes()))
                .put("redirect_url", treatment == null ? null : treatment.redirectUrl())
                .put("traffic_percentage", variant.allocation());
    }

    private static JsonObject goal(Goal goal) {
        return new JsonObject()
                .put("id", goal.id())
                .put("name", goal.name())
                .put("type", goal.type().word())
                .put("selector", goal.selector())
                .put("url_pattern", text(goal.urlPattern()));
    }

    private static @Nullable String text(@Nullable UrlPattern pattern) {
        return pattern == null ? null : pattern.text();
    }
}
