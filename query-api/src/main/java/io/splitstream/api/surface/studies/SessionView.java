package io.splitstream.api.surface.studies;

import io.splitstream.api.study.Confirmation;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.feedback.Feedback;
import io.splitstream.api.study.note.Note;
import io.splitstream.api.study.payout.Payout;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;

/** Sessions, notes and payouts in JSON. */
final class SessionView {
    private SessionView() {}

    static JsonObject started(Session session) {
        return head(session)
                .put("status", session.status().word())
                .put("createdAt", JsonForms.time(session.times().startedAt()));
    }

    /** What the tester may know. */
    static JsonObject forTester(Session session) {
        OptionalLong duration = session.times().durationSeconds();
        return head(session)
                .put("status", session.status().word())
                .put("startedAt", JsonForms.time(session.times().startedAt()))
                .put("completedAt", JsonForms.time(session.times().completedAt()))
                .put("durationSeconds", duration.isPresent() ? (Long) duration.getAsLong() : null);
    }

    static JsonObject of(Session session) {
        Confirmation word = session.confirmation();
        return forTester(session)
                .put("roundId", session.roundId())
                .put("analysisError", session.analysisError())
                .put(
                        "confirmation",
                        word == null
                                ? null
                                : new JsonObject()
                                        .put("rating", word.rating())
                                        .put("comment", word.comment())
                                        .put("confirmedAt", JsonForms.time(word.at()))
                                        .put("confirmedBy", word.by()));
    }

    /** All that is known. */
    static JsonObject whole(Session session, Optional<Feedback> feedback) {
        return of(session)
                .put(
                        "feedback",
                        feedback.map(form -> new JsonObject()
                                        .put("feedbackId", form.id())
                                        .put("clarity", form.clarity())
                                        .put("difficulty", form.difficulty())
                                        .put("technicalIssues", form.technicalIssues())
                                        .put("comment", form.comment())
                                        .put("submittedAt", JsonForms.time(form.at())))
                                .orElse(null));
    }

    static JsonObject note(Note note) {
        JsonObject view = new JsonObject()
                .put("noteId", note.id())
                .put("content", note.content())
                .put("timestamp", JsonForms.time(note.at()))
                .put("authorId", note.authorId());
        if (note.editedAt() != null) {
            view.put("editedAt", JsonForms.time(note.editedAt())).put("editedBy", note.editedBy());
        }
        if (note.score() != null) {
            view.put("score", note.score())
                    .put("evidence", JsonForms.array(note.evidence(), evidence -> new JsonObject()
                            .put("kind", evidence.kind())
                            .put("timestamp", JsonForms.time(evidence.at()))
                            .put("subject", evidence.subject())
                            .put("detail", evidence.detail())));
        }
        return view;
    }

    static JsonObject payout(Payout payout) {
        return new JsonObject()
                .put("payoutId", payout.id())
                .put("jobId", payout.studyId())
                .put("sessionId", payout.sessionId())
                .put("testerId", payout.testerId())
                .put("amountMinor", payout.amount().amountMinor())
                .put("currency", payout.amount().currency())
                .put("status", payout.status().word())
                .put("releasedAt", JsonForms.time(payout.releasedAt()))
                .put("settledAt", JsonForms.time(payout.settledAt()))
                .put("attempts", payout.attempts())
                .put("reference", payout.reference())
                .put("error", payout.error());
    }

    private static JsonObject head(Session session) {
        return new JsonObject()
                .put("sessionId", session.id())
                .put("jobId", session.studyId())
                .put("testerId", session.testerId())
                .put("variant", session.variant().name());
    }
}
