package io.splitstream.api.surface.sommos;

import io.splitstream.api.assignment.Assigned;
import io.splitstream.api.assignment.Assignments;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assignments: assign, get, list. A guest sees and gets only their own. */
final class AssignmentRoutes {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final Experiments experiments;
    private final Assignments assignments;

    AssignmentRoutes(Experiments experiments, Assignments assignments) {
        this.experiments = experiments;
        this.assignments = assignments;
    }

    Outcome<Answer> assign(Call call) {
        String userId = call.body().getString("user_id");
        return own(call.caller(), userId)
                .then(user -> assignments.assign(
                        call.caller().workspaceId(), call.path("experimentId"), user, attributes(call.body())))
                .map(assigned -> Envelope.ok(assigned(assigned)));
    }

    Outcome<Answer> get(Call call) {
        return own(call.caller(), call.path("userId"))
                .then(user -> assignments.get(call.caller().workspaceId(), call.path("experimentId"), user))
                .map(assigned -> Envelope.ok(row(assigned)));
    }

    Outcome<Answer> list(Call call) {
        int limit = Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST);
        int offset = call.queryNumber("offset", 0);
        return experiments
                .get(call.caller().workspaceId(), call.path("experimentId"))
                .map(experiment -> {
                    List<Assigned> found = assignments.list(experiment, limit, offset);
                    return new Answer(
                            200,
                            Envelope.of(JsonForms.array(found, AssignmentRoutes::row))
                                    .put("meta", Envelope.page(found.size(), limit, offset)));
                });
    }

    private static Outcome<String> own(Principal caller, String userId) {
        return caller.role() != Role.GUEST || caller.subject().equals(userId)
                ? Outcome.done(userId)
                : Outcome.refused(Refusal.Kind.FORBIDDEN, "A guest may do this only for the token's own sub.");
    }

    private static Map<String, String> attributes(JsonObject body) {
        Map<String, String> attributes = new HashMap<>();
        JsonObject given = body.getJsonObject("attributes", new JsonObject());
        for (String name : given.fieldNames()) {
            Object value = given.getValue(name);
            attributes.put(name, value instanceof String text ? text : Json.encode(value));
        }
        return attributes;
    }

    private static JsonObject assigned(Assigned assigned) {
        JsonObject variant = new JsonObject()
                .put("id", assigned.variant().id())
                .put("name", assigned.variant().name())
                .put("config", JsonForms.object(assigned.variant().config()));
        return new JsonObject()
                .put("experiment_id", assigned.experimentId())
                .put("user_id", assigned.userId())
                .put("variant", ExperimentView.withFlow(variant, assigned.variant()))
                .put("assigned_at", assigned.since().toString());
    }

    private static JsonObject row(Assigned assigned) {
        return new JsonObject()
                .put("user_id", assigned.userId())
                .put("variant_id", assigned.variant().id())
                .put("variant_name", assigned.variant().name())
                .put("assigned_at", assigned.since().toString());
    }
}
