package io.splitstream.api.study.analysis;

import io.splitstream.api.study.Session;
import io.splitstream.api.study.StudyStore;
import io.splitstream.api.study.checklist.ChecklistStore;
import io.splitstream.api.study.feedback.FeedbackStore;
import io.splitstream.api.study.insight.InsightSource;
import io.splitstream.api.study.insight.SessionInsights;
import java.time.Instant;
import java.util.Optional;

/** Gathers what is known of a session. Calls block. */
public final class SessionArchive {
    private final StudyStore studies;
    private final ChecklistStore checklists;
    private final FeedbackStore feedback;
    private final InsightSource insights;

    public SessionArchive(
            StudyStore studies, ChecklistStore checklists, FeedbackStore feedback, InsightSource insights) {
        this.studies = studies;
        this.checklists = checklists;
        this.feedback = feedback;
        this.insights = insights;
    }

    /**
     * What is known of a session; empty as long as the pipeline has not come so far.
     *
     * @param until log time up to which the session's interactions must be in
     */
    Optional<SessionEvidence> gather(Session session, Instant until) {
        if (insights.completeUntil()
                .filter(complete -> !complete.isBefore(until))
                .isEmpty()) {
            return Optional.empty();
        }
        return studies.find(session.workspaceId(), session.studyId())
                .map(study -> new SessionEvidence(
                        session,
                        study,
                        checklists.of(session.id()),
                        feedback.of(session.id()),
                        insights.of(session).orElseGet(() -> SessionInsights.none(session.id()))));
    }
}
