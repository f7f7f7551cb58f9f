package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.study.Money;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.StudyDraft;
import io.splitstream.api.study.StudyVariant;
import io.splitstream.api.study.TaskDraft;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Studies: create, list, get, change; their sessions, payouts and figures. */
final class StudyRoutes {
    private final StudiesUseCases useCases;

    StudyRoutes(StudiesUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> create(Call call) {
        JsonObject body = call.body();
        JsonArray variants =
                body.getJsonArray("variants", new JsonArray().add("A").add("B"));
        StudyDraft draft = new StudyDraft(
                body.getString("title"),
                variants.stream()
                        .map(word -> StudyVariant.valueOf(String.valueOf(word)))
                        .toList(),
                tasks(body.getJsonArray("tasks")),
                body.getInteger("reminderAfterMinutes"),
                money(body.getJsonObject("payout")));
        return useCases.studies()
                .create(call.caller().workspaceId(), draft)
                .map(study -> Envelope.of(201, StudyView.of(study)));
    }

    Outcome<Answer> list(Call call) {
        List<Study> found =
                useCases.studies().list(call.caller().workspaceId(), Envelope.limit(call), Envelope.offset(call));
        return Outcome.done(Envelope.page(call, "studies", found, StudyView::of));
    }

    Outcome<Answer> get(Call call) {
        return useCases.studies()
                .get(call.caller().workspaceId(), call.path("jobId"))
                .map(study -> Envelope.ok(StudyView.of(study)));
    }

    Outcome<Answer> update(Call call) {
        JsonObject body = call.body();
        return useCases.studies()
                .update(
                        call.caller().workspaceId(),
                        call.path("jobId"),
                        current -> new StudyDraft(
                                body.containsKey("title") ? body.getString("title") : current.title(),
                                current.variants(),
                                body.containsKey("tasks") ? tasks(body.getJsonArray("tasks")) : current.tasks(),
                                body.containsKey("reminderAfterMinutes")
                                        ? body.getInteger("reminderAfterMinutes")
                                        : current.reminderAfterMinutes(),
                                body.containsKey("payout") ? money(body.getJsonObject("payout")) : current.payout()))
                .map(study -> Envelope.ok(StudyView.of(study)));
    }

    Outcome<Answer> sessions(Call call) {
        return useCases.sessions()
                .list(call.caller().workspaceId(), call.path("jobId"), Envelope.limit(call), Envelope.offset(call))
                .map(found -> Envelope.page(call, "sessions", found, SessionView::of));
    }

    Outcome<Answer> payouts(Call call) {
        return useCases.payouts()
                .list(call.caller().workspaceId(), call.path("jobId"), Envelope.limit(call), Envelope.offset(call))
                .map(found -> Envelope.page(call, "payouts", found, SessionView::payout));
    }

    Outcome<Answer> retryPayout(Call call) {
        return useCases.payouts()
                .retry(call.caller().workspaceId(), call.path("payoutId"))
                .map(payout -> Envelope.ok(SessionView.payout(payout)));
    }

    Outcome<Answer> analytics(Call call) {
        return useCases.analytics()
                .of(call.caller().workspaceId(), call.path("jobId"))
                .map(figures -> Envelope.ok(StudyView.figures(figures)));
    }

    private static List<TaskDraft> tasks(JsonArray tasks) {
        List<TaskDraft> drafts = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            JsonObject task = tasks.getJsonObject(i);
            drafts.add(new TaskDraft(
                    task.getString("taskId"),
                    task.getString("title"),
                    task.getString("description"),
                    Envelope.variant(task, "variant")));
        }
        return drafts;
    }

    private static @Nullable Money money(@Nullable JsonObject payout) {
        return payout == null ? null : new Money(payout.getLong("amountMinor"), payout.getString("currency"));
    }
}
