package io.splitstream.api.study.analytics;

import io.splitstream.api.study.StudyVariant;
import java.util.List;
import java.util.Map;

/** The control plane's own figures of a study. Calls block. */
public interface AnalyticsStore {
    /** How many sessions of each variant were started. */
    Map<StudyVariant, Long> started(String studyId);

    /** All completed sessions. */
    List<CompletedSession> completed(String studyId);

    /** Per variant and task, in the order of the tasks. */
    List<TaskCount> tasks(String studyId);
}
