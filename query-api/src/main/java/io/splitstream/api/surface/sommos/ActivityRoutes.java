package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.results.AcceptedEvent;
import io.splitstream.api.results.Activity;
import io.splitstream.api.results.RejectedEvent;
import io.splitstream.api.results.WindowCount;
import io.splitstream.api.results.WindowSize;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What comes in: the newest events with what became of them, windows of them, and the attributes of assigned users. */
final class ActivityRoutes {
    private static final int USUAL_LIMIT = 50;
    private static final String USUAL_SIZE = WindowSize.ONE_MINUTE.word();

    private final SommosUseCases useCases;

    ActivityRoutes(SommosUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> recentEvents(Call call) {
        int limit = Math.min(call.queryNumber("limit", USUAL_LIMIT), Activity.MOST_EVENTS);
        return experiment(call).map(experiment -> {
            List<AcceptedEvent> accepted =
                    useCases.activity().accepted(experiment.workspaceId(), experiment.id(), limit);
            List<RejectedEvent> rejected =
                    useCases.activity().rejected(experiment.workspaceId(), experiment.id(), Activity.MOST_EVENTS);
            return Envelope.ok(new JsonObject()
                    .put("experiment_id", experiment.id())
                    .put("accepted", JsonForms.array(accepted, ActivityRoutes::accepted))
                    .put(
                            "rejected",
                            JsonForms.array(
                                    rejected.subList(0, Math.min(limit, rejected.size())), ActivityRoutes::rejected))
                    .put("rejected_count", rejected.size())
                    .put("limit", limit));
        });
    }

    Outcome<Answer> windows(Call call) {
        String word = call.queryText("size").orElse(USUAL_SIZE);
        // The document allows these words alone.
        WindowSize size = WindowSize.named(word).orElseThrow(() -> new IllegalArgumentException("size: " + word));
        return experiment(call).map(experiment -> {
            List<WindowCount> found = useCases.activity().windows(experiment.workspaceId(), experiment.id(), size);
            return Envelope.ok(new JsonObject()
                    .put("experiment_id", experiment.id())
                    .put("size", size.word())
                    .put("windows", JsonForms.array(found, ActivityRoutes::window)));
        });
    }

    Outcome<Answer> attributes(Call call) {
        return experiment(call).map(experiment -> {
            JsonArray attributes = new JsonArray();
            useCases.activity()
                    .attributes(experiment.workspaceId(), experiment.id())
                    .forEach((name, users) ->
                            attributes.add(new JsonObject().put("name", name).put("users", users)));
            return Envelope.ok(
                    new JsonObject().put("experiment_id", experiment.id()).put("attributes", attributes));
        });
    }

    private Outcome<Experiment> experiment(Call call) {
        return useCases.experiments().get(call.caller().workspaceId(), call.path("experimentId"));
    }

    private static JsonObject accepted(AcceptedEvent event) {
        return new JsonObject()
                .put("event_id", event.eventId())
                .put("variant_id", event.variantId())
                .put("user_id", event.userId())
                .put("event_type", event.eventType())
                .put("value", event.value())
                .put("timestamp", JsonForms.time(event.timestamp()))
                .put("logged_at", JsonForms.time(event.loggedAt()))
                .put("late", event.late())
                .put("source", event.source());
    }

    private static JsonObject rejected(RejectedEvent event) {
        return new JsonObject()
                .put("rejected_at", JsonForms.time(event.rejectedAt()))
                .put("code", event.code())
                .put("message", event.message())
                .put("excerpt", event.excerpt());
    }

    private static JsonObject window(WindowCount window) {
        return new JsonObject()
                .put("start", JsonForms.time(window.start()))
                .put("variant_id", window.variantId())
                .put("event_type", window.eventType())
                .put("events", window.events())
                .put("value", window.value())
                .put("complete", window.complete());
    }
}
