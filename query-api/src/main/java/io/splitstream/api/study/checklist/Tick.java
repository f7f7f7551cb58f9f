package io.splitstream.api.study.checklist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tester says of a task.
 *
 * @param completedAt null for now, or where the task is not completed
 */
public record Tick(
        String taskId, boolean completed, @Nullable Instant completedAt) {}
