package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.generation.Generation;
import io.splitstream.api.generation.Question;
import io.splitstream.api.generation.Variants;
import io.splitstream.api.site.experiment.GoalDraft;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What came of prompts, in JSON. */
final class GenerationView {
    private GenerationView() {}

    static JsonObject of(Variants.Made made) {
        if (made.generation() instanceof Generation.Unclear unclear) {
            return unclear(unclear);
        }
        Generation.Variant variant = (Generation.Variant) made.generation();
        return new JsonObject()
                .put(
                        "variant",
                        new JsonObject()
                                .put("name", variant.name())
                                .put("mutations", MutationJson.write(variant.changes()))
                                .put("redirect_url", variant.redirectUrl()))
                .put("suggested_goals", JsonForms.array(variant.goals(), GenerationView::goal))
                .put("hypothesis", variant.hypothesis())
                .put(
                        "context",
                        new JsonObject()
                                .put("page_analyzed", made.page())
                                .put(
                                        "tech_stack",
                                        made.technologies().isEmpty() ? null : String.join(", ", made.technologies()))
                                .put("url_pattern", made.urlPattern())
                                .put("assumptions", new JsonArray(variant.assumptions()))
                                .put("warnings", new JsonArray(variant.warnings())));
    }

    static JsonObject unclear(Generation.Unclear unclear) {
        return new JsonObject()
                .put(
                        "needs_clarification",
                        new JsonObject()
                                .put("retry_hint", unclear.retryHint())
                                .put("questions", JsonForms.array(unclear.questions(), GenerationView::question)));
    }

    private static JsonObject question(Question question) {
        return new JsonObject()
                .put("field", question.field())
                .put("prompt", question.prompt())
                .put("reason", question.reason())
                .put("input_type", question.inputType().word())
                .put("required", question.required())
                .put("suggestions", new JsonArray(question.suggestions()));
    }

    private static JsonObject goal(GoalDraft goal) {
        return new JsonObject()
                .put("type", goal.type().word())
                .put("selector", goal.selector())
                .put("url_pattern", goal.urlPattern())
                .put("name", goal.name());
    }
}
