package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;

/** Rounds and assignment. */
final class RoundRoutes {
    private final StudiesUseCases useCases;

    RoundRoutes(StudiesUseCases useCases) {
        this.useCases = useCases;
    }

    Outcome<Answer> assign(Call call) {
        JsonObject body = call.body();
        return Testers.own(call.caller(), body.getString("testerId"))
                .then(tester ->
                        useCases.enrolments().assign(call.caller().workspaceId(), body.getString("jobId"), tester))
                .map(enrolled -> Envelope.ok(new JsonObject()
                        .put("jobId", enrolled.enrolment().studyId())
                        .put("testerId", enrolled.enrolment().testerId())
                        .put("variant", enrolled.enrolment().variant().name())
                        .put("assignedAt", JsonForms.time(enrolled.enrolment().since()))
                        .put("isNew", enrolled.fresh())));
    }

    Outcome<Answer> start(Call call) {
        JsonObject body = call.body();
        return useCases.rounds()
                .start(
                        call.caller().workspaceId(),
                        body.getString("jobId"),
                        body.getString("roundLabel"),
                        body.getInteger("targetSessionCount"))
                .map(round -> Envelope.of(
                        201,
                        new JsonObject()
                                .put("roundId", round.id())
                                .put("jobId", round.studyId())
                                .put("label", round.label())
                                .put("status", round.status().word())
                                .put("startedAt", JsonForms.time(round.startedAt()))));
    }

    Outcome<Answer> pause(Call call) {
        JsonObject body = call.body();
        return useCases.rounds()
                .pause(call.caller().workspaceId(), body.getString("roundId"), body.getString("reason"))
                .map(round -> Envelope.ok(new JsonObject()
                        .put("roundId", round.id())
                        .put("status", round.status().word())
                        .put("pausedAt", JsonForms.time(round.pausedAt()))));
    }

    Outcome<Answer> resume(Call call) {
        return useCases.rounds()
                .resume(call.caller().workspaceId(), call.body().getString("roundId"))
                .map(round -> Envelope.ok(StudyView.round(round)));
    }

    Outcome<Answer> list(Call call) {
        String studyId = call.path("jobId");
        return useCases.rounds()
                .list(call.caller().workspaceId(), studyId)
                .map(rounds -> Envelope.ok(new JsonObject()
                        .put("jobId", studyId)
                        .put("rounds", JsonForms.array(rounds, StudyView::round))));
    }
}
