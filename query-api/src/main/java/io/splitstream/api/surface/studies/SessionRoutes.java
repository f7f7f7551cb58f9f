package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.study.Tester;
import io.splitstream.api.study.feedback.FeedbackForm;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.identity.Role;
import io.vertx.core.json.JsonObject;

/** Sessions from their start to their completion, and their testers' feedback. */
final class SessionRoutes {
    private final StudiesUseCases useCases;
    private final Testers testers;

    SessionRoutes(StudiesUseCases useCases) {
        this.useCases = useCases;
        this.testers = new Testers(useCases.sessions());
    }

    Outcome<Answer> start(Call call) {
        JsonObject body = call.body();
        return Testers.own(call.caller(), body.getString("testerId"))
                .then(tester -> useCases.sessions()
                        .start(
                                call.caller().workspaceId(),
                                body.getString("jobId"),
                                new Tester(tester, body.getString("testerEmail")),
                                Envelope.variant(body, "variant")))
                .map(started -> Envelope.of(started.fresh() ? 201 : 200, SessionView.started(started.session())));
    }

    Outcome<Answer> get(Call call) {
        return testers.session(call, call.path("id")).map(session -> {
            boolean tester = call.caller().role() == Role.GUEST;
            return Envelope.ok(
                    tester
                            ? SessionView.forTester(session)
                            : SessionView.whole(session, useCases.feedback().of(session.id())));
        });
    }

    Outcome<Answer> complete(Call call) {
        return Envelope.time(call.body(), "completedAt")
                .then(at -> testers.session(call, call.path("id")).then(session -> useCases.sessions()
                        .complete(session.workspaceId(), session.id(), at.orElse(null))))
                .map(session -> Envelope.ok(new JsonObject()
                        .put("sessionId", session.id())
                        .put("status", session.status().word())
                        .put("completedAt", JsonForms.time(session.times().completedAt()))));
    }

    Outcome<Answer> pause(Call call) {
        return testers.session(call, call.path("id"))
                .then(session -> useCases.sessions().pause(session.workspaceId(), session.id()))
                .map(session -> Envelope.ok(SessionView.forTester(session)));
    }

    Outcome<Answer> resume(Call call) {
        return testers.session(call, call.path("id"))
                .then(session -> useCases.sessions().resume(session.workspaceId(), session.id()))
                .map(session -> Envelope.ok(SessionView.forTester(session)));
    }

    Outcome<Answer> feedback(Call call) {
        JsonObject body = call.body();
        FeedbackForm form = new FeedbackForm(
                body.getInteger("clarity"),
                body.getInteger("difficulty"),
                body.getBoolean("technicalIssues"),
                body.getString("comment"));
        return testers.session(call, call.path("id"))
                .then(session -> useCases.feedback().submit(session.workspaceId(), session.id(), form))
                .map(feedback -> Envelope.of(
                        201,
                        new JsonObject()
                                .put("sessionId", call.path("id"))
                                .put("feedbackId", feedback.id())
                                .put("submittedAt", JsonForms.time(feedback.at()))));
    }
}
