package io.splitstream.api.surface.flows;

import io.splitstream.api.audience.Audience;
import io.splitstream.api.audience.AudiencePlan;
import io.splitstream.api.audience.AudienceRule;
import io.splitstream.api.audience.Audiences;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Audiences: create, list, get, update, delete. */
final class AudienceRoutes {
    private final Audiences audiences;

    AudienceRoutes(FlowsUseCases useCases) {
        this.audiences = useCases.audiences();
    }

    Outcome<Answer> create(Call call) {
        AudiencePlan blank = new AudiencePlan("", null, AudiencePlan.Match.ALL, List.of());
        return audiences
                .create(call.caller().workspaceId(), plan(call.body(), blank))
                .map(created -> Envelope.of(201, view(created)));
    }

    Outcome<Answer> list(Call call) {
        String workspace = call.caller().workspaceId();
        Envelope.Page page = Envelope.Page.of(call);
        return Outcome.done(page.answer(
                JsonForms.array(audiences.list(workspace, page.limit(), page.offset()), AudienceRoutes::view),
                audiences.count(workspace)));
    }

    Outcome<Answer> get(Call call) {
        return audiences
                .get(call.caller().workspaceId(), call.path("audienceId"))
                .map(audience -> Envelope.ok(view(audience)));
    }

    Outcome<Answer> update(Call call) {
        return audiences
                .update(call.caller().workspaceId(), call.path("audienceId"), now -> plan(call.body(), now))
                .map(audience -> Envelope.ok(view(audience)));
    }

    Outcome<Answer> delete(Call call) {
        return audiences
                .remove(call.caller().workspaceId(), call.path("audienceId"))
                .map(audience -> Envelope.ok(view(audience)));
    }

    private static AudiencePlan plan(JsonObject body, AudiencePlan base) {
        return new AudiencePlan(
                body.getString("name", base.name()),
                body.getString("description", base.description()),
                body.containsKey("match")
                        ? AudiencePlan.Match.valueOf(body.getString("match").toUpperCase(Locale.ROOT))
                        : base.match(),
                body.containsKey("rules") ? rules(body.getJsonArray("rules")) : base.rules());
    }

    private static List<AudienceRule> rules(JsonArray array) {
        List<AudienceRule> rules = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject rule = array.getJsonObject(i);
            List<String> values = new ArrayList<>();
            if (rule.containsKey("value")) {
                values.add(text(rule.getValue("value")));
            }
            rule.getJsonArray("values", new JsonArray()).forEach(value -> values.add(text(value)));
            rules.add(new AudienceRule(
                    rule.getString("attribute"),
                    AudienceRule.Operator.valueOf(rule.getString("operator").toUpperCase(Locale.ROOT)),
                    values));
        }
        return rules;
    }

    /** As attributes are kept: text as it is, all else as its JSON. */
    private static String text(Object value) {
        return value instanceof String text ? text : Json.encode(value);
    }

    private static JsonObject view(Audience audience) {
        AudiencePlan plan = audience.plan();
        return new JsonObject()
                .put("id", audience.id())
                .put("name", plan.name())
                .put("description", plan.description())
                .put("match", plan.match().name().toLowerCase(Locale.ROOT))
                .put("rules", JsonForms.array(plan.rules(), AudienceRoutes::view))
                .put("createdAt", JsonForms.time(audience.createdAt()))
                .put("updatedAt", JsonForms.time(audience.updatedAt()));
    }

    private static JsonObject view(AudienceRule rule) {
        JsonObject view = new JsonObject()
                .put("attribute", rule.attribute())
                .put("operator", rule.operator().name().toLowerCase(Locale.ROOT));
        return switch (rule.operator()) {
            case EXISTS, NOT_EXISTS -> view;
            case IN, NOT_IN -> view.put("values", new JsonArray(rule.values()));
            default -> view.put("value", rule.values().get(0));
        };
    }
}
