package io.splitstream.api.study.analysis;

import io.splitstream.api.study.Session;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.checklist.ChecklistItem;
import io.splitstream.api.study.feedback.Feedback;
import io.splitstream.api.study.insight.SessionInsights;
import java.util.List;
import java.util.Optional;

/** All that is known of a session when it is analysed. */
public record SessionEvidence(
        Session session,
        Study study,
        List<ChecklistItem> tasks,
        Optional<Feedback> feedback,
        SessionInsights insights) {
    public SessionEvidence {
        tasks = List.copyOf(tasks);
    }
}
