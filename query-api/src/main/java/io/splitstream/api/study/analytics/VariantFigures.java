package io.splitstream.api.study.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variant in figures; averages are over completed sessions.
 *
 * @param sessions started ones
 * @param completionRate mean part of the tasks completed; null without sessions that have tasks
 * @param durationSeconds null without completed sessions
 * @param frustration over the sessions that have a score; null if none has
 */
public record VariantFigures(
        long sessions,
        long completedSessions,
        @Nullable Double completionRate,
        @Nullable Double durationSeconds,
        @Nullable Double frustration,
        List<TaskRate> tasks) {
    public VariantFigures {
        tasks = List.copyOf(tasks);
    }

    /** The part of a variant's completed sessions in which a task was completed. */
    public record TaskRate(String taskId, double completionRate) {}
}
