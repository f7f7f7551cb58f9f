package io.splitstream.api.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study asks of whom.
 *
 * @param variants that testers are assigned to, one or two, in their order
 * @param tasks in the order in which testers are given them
 * @param reminderAfterMinutes of silence in a session, after which its tester is reminded; null for never
 * @param payout what a confirmed session earns its tester; null for nothing
 */
public record StudyPlan(
        String title,
        List<StudyVariant> variants,
        List<StudyTask> tasks,
        @Nullable Integer reminderAfterMinutes,
        @Nullable Money payout) {
    public StudyPlan {
        variants = List.copyOf(variants);
        tasks = List.copyOf(tasks);
    }

    /** The tasks of a variant's testers, in order. */
    public List<StudyTask> tasksFor(StudyVariant variant) {
        return tasks.stream().filter(task -> task.isFor(variant)).toList();
    }
}
