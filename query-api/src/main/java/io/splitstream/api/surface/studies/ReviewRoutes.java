package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.study.analysis.Analyses;
import io.splitstream.api.study.note.NoteChange;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What those who run studies make of a session: analysis, notes, confirmation. */
final class ReviewRoutes {
    private final StudiesUseCases useCases;

    ReviewRoutes(StudiesUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> analyze(Call call) {
        return useCases.analyses()
                .request(call.caller().workspaceId(), call.path("id"))
                .map(session -> Envelope.ok(new JsonObject()
                        .put("sessionId", session.id())
                        .put("status", session.status().word())
                        .put("estimatedCompletionSeconds", Analyses.USUAL.toSeconds())));
    }

    Outcome<Answer> notes(Call call) {
        return useCases.notes()
                .list(call.caller().workspaceId(), call.path("id"))
                .map(notes -> Envelope.ok(new JsonObject()
                        .put("sessionId", call.path("id"))
                        .put("notes", JsonForms.array(notes, SessionView::note))));
    }

    Outcome<Answer> writeNotes(Call call) {
        JsonArray given = call.body().getJsonArray("notes");
        List<NoteChange> changes = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            JsonObject note = given.getJsonObject(i);
            changes.add(new NoteChange(note.getString("noteId"), note.getString("content")));
        }
        return useCases.notes()
                .write(
                        call.caller().workspaceId(),
                        call.path("id"),
                        call.caller().subject(),
                        changes)
                .map(written -> Envelope.ok(new JsonObject()
                        .put("sessionId", call.path("id"))
                        .put("updatedCount", written.updated())
                        .put("createdCount", written.created())));
    }

    Outcome<Answer> confirm(Call call) {
        JsonObject body = call.body();
        return useCases.payouts()
                .confirm(
                        call.caller().workspaceId(),
                        call.path("id"),
                        body.getInteger("rating"),
                        body.getString("comment"),
                        call.caller().subject())
                .map(confirmed -> Envelope.ok(new JsonObject()
                        .put("sessionId", confirmed.session().id())
                        .put("status", confirmed.session().status().word())
                        .put("payoutQueued", confirmed.payoutQueued())
                        .put("confirmedAt", confirmed.at().toString())));
    }
}
