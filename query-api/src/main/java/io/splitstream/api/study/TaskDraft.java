package io.splitstream.api.study;

import org.jspecify.annotations.Nullable;

/**
 * A task as somebody wants it to be.
 *
 * @param id of the task that it changes; null for a new one
 */
public record TaskDraft(
        @Nullable String id,
        String title,
        String description,
        @Nullable StudyVariant variant) {
    static TaskDraft of(StudyTask task) {
        return new TaskDraft(task.id(), task.title(), task.description(), task.variant());
    }

    StudyTask named(String taskId) {
        return new StudyTask(taskId, title, description, variant);
    }
}
