package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.study.checklist.Checklists;
import io.splitstream.api.study.checklist.Progress;
import io.splitstream.api.study.checklist.Tick;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Checklists: generate, save, progress. */
final class ChecklistRoutes {
    private final Checklists checklists;
    private final Testers testers;

    ChecklistRoutes(StudiesUseCases useCases) {
        this.checklists = useCases.checklists();
        this.testers = new Testers(useCases.sessions());
    }

    Outcome<Answer> generate(Call call) {
        JsonObject body = call.body();
        return testers.session(call, body.getString("sessionId"))
                .then(session -> checklists.generate(
                        session.workspaceId(),
                        session.id(),
                        body.getString("jobId"),
                        Envelope.variant(body, "variant")))
                .map(generated -> Envelope.of(generated.fresh() ? 201 : 200, list(generated.progress())));
    }

    Outcome<Answer> save(Call call) {
        JsonObject body = call.body();
        return ticks(body.getJsonArray("tasks"))
                .then(ticks -> testers.session(call, body.getString("sessionId"))
                        .then(session -> checklists.save(session.workspaceId(), session.id(), ticks)))
                .map(saved -> Envelope.ok(new JsonObject()
                        .put("sessionId", body.getString("sessionId"))
                        .put("savedCount", saved)));
    }

    Outcome<Answer> progress(Call call) {
        return testers.session(call, call.path("sessionId"))
                .then(session -> checklists.progress(session.workspaceId(), session.id()))
                .map(progress -> Envelope.ok(new JsonObject()
                        .put("sessionId", progress.session().id())
                        .put("variant", progress.session().variant().name())
                        .put("totalTasks", progress.items().size())
                        .put("completedTasks", progress.completed())
                        .put("tasks", JsonForms.array(progress.items(), item -> new JsonObject()
                                .put("taskId", item.taskId())
                                .put("title", item.title())
                                .put("completed", item.isCompleted())
                                .put("completedAt", JsonForms.time(item.completedAt()))))));
    }

    private static JsonObject list(Progress progress) {
        return new JsonObject()
                .put("sessionId", progress.session().id())
                .put("variant", progress.session().variant().name())
                .put("tasks", JsonForms.array(progress.items(), item -> new JsonObject()
                        .put("taskId", item.taskId())
                        .put("title", item.title())
                        .put("description", item.description())
                        .put("order", item.order())));
    }

    private static Outcome<List<Tick>> ticks(JsonArray tasks) {
        Outcome<List<Tick>> ticks = Outcome.done(List.of());
        for (int i = 0; i < tasks.size(); i++) {
            JsonObject task = tasks.getJsonObject(i);
            ticks = ticks.then(before -> Envelope.time(task, "completedAt").map(at -> {
                List<Tick> more = new ArrayList<>(before);
                more.add(new Tick(task.getString("taskId"), task.getBoolean("completed"), at.orElse(null)));
                return more;
            }));
        }
        return ticks;
    }
}
