package io.splitstream.api.study.analytics;

import io.splitstream.api.study.StudyVariant;

/**
 * A completed session in figures.
 *
 * @param tasks of its checklist; 0 if it was never generated
 */
public record CompletedSession(
        String sessionId, StudyVariant variant, long durationSeconds, int tasks, int completedTasks) {}
