package io.splitstream.api.surface.studies;

import io.splitstream.api.study.Money;
import io.splitstream.api.study.Round;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.StudyPlan;
import io.splitstream.api.study.StudyTask;
import io.splitstream.api.study.StudyVariant;
import io.splitstream.api.study.analytics.StudyFigures;
import io.splitstream.api.study.analytics.VariantFigures;
import io.splitstream.api.surface.JsonForms;
import io.vertx.core.json.JsonObject;

/** Studies, rounds and figures in JSON. */
final class StudyView {
    private StudyView() {}

    static JsonObject of(Study study) {
        StudyPlan plan = study.plan();
        Money payout = plan.payout();
        return new JsonObject()
                .put("jobId", study.id())
                .put("title", plan.title())
                .put("variants", JsonForms.array(plan.variants(), StudyVariant::name))
                .put("tasks", JsonForms.array(plan.tasks(), StudyView::task))
                .put("reminderAfterMinutes", plan.reminderAfterMinutes())
                .put(
                        "payout",
                        payout == null
                                ? null
                                : new JsonObject()
                                        .put("amountMinor", payout.amountMinor())
                                        .put("currency", payout.currency()))
                .put("createdAt", JsonForms.time(study.createdAt()))
                .put("revision", study.revision());
    }

    static JsonObject round(Round round) {
        return new JsonObject()
                .put("roundId", round.id())
                .put("jobId", round.studyId())
                .put("label", round.label())
                .put("status", round.status().word())
                .put("startedAt", JsonForms.time(round.startedAt()))
                .put("targetSessionCount", round.targetSessions())
                .put("sessionCount", round.sessions())
                .put("pausedAt", JsonForms.time(round.pausedAt()))
                .put("pauseReason", round.pauseReason())
                .put("closedAt", JsonForms.time(round.closedAt()));
    }

    static JsonObject figures(StudyFigures figures) {
        JsonObject variants = new JsonObject();
        figures.variants().forEach((variant, of) -> variants.put(variant.name(), figures(of)));
        return new JsonObject()
                .put("jobId", figures.studyId())
                .put("totalSessions", figures.sessions())
                .put("variants", variants)
                .put("winner", Envelope.word(figures.winner()))
                .put("confidence", figures.confidence())
                .put("completeUntil", JsonForms.time(figures.completeUntil()));
    }

    private static JsonObject figures(VariantFigures figures) {
        return new JsonObject()
                .put("sessionCount", figures.sessions())
                .put("completedSessionCount", figures.completedSessions())
                .put("avgCompletionRate", figures.completionRate())
                .put("avgDurationSeconds", figures.durationSeconds())
                .put("avgFrustrationScore", figures.frustration())
                .put("taskBreakdown", JsonForms.array(figures.tasks(), task -> new JsonObject()
                        .put("taskId", task.taskId())
                        .put("completionRate", task.completionRate())));
    }

    private static JsonObject task(StudyTask task) {
        return new JsonObject()
                .put("taskId", task.id())
                .put("title", task.title())
                .put("description", task.description())
                .put("variant", Envelope.word(task.variant()));
    }
}
