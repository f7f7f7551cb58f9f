package io.splitstream.api.study.checklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as a session's tester was given it.
 *
 * @param order 1 for the first
 * @param completedAt null until completed
 */
public record ChecklistItem(
        String taskId,
        int order,
        String title,
        String description,
        @Nullable Instant completedAt) {
    public boolean isCompleted() {
        return completedAt != null;
    }
}
