package io.splitstream.api.study;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A study as somebody wants it to be, not yet looked at. */
public record StudyDraft(
        String title,
        List<StudyVariant> variants,
        List<TaskDraft> tasks,
        @Nullable Integer reminderAfterMinutes,
        @Nullable Money payout) {
    public StudyDraft {
        variants = List.copyOf(variants);
        tasks = List.copyOf(tasks);
    }

    /** What a study looks like as a draft: what to begin a change from. */
    public static StudyDraft of(Study study) {
        StudyPlan plan = study.plan();
        return new StudyDraft(
                plan.title(),
                plan.variants(),
                plan.tasks().stream().map(TaskDraft::of).toList(),
                plan.reminderAfterMinutes(),
                plan.payout());
    }

    /**
     * What keeps the draft from being a study; empty if nothing does.
     *
     * @param known ids of the tasks that it may change
     */
    List<String> problems(Set<String> known) {
        List<String> problems = new ArrayList<>();
        if (title.isBlank()) {
            problems.add("title: blank (expected: 1 to 200 characters)");
        }
        if (variants.isEmpty() || Set.copyOf(variants).size() != variants.size()) {
            problems.add("variants: " + variants + " (expected: A, B or both, each once)");
        }
        Set<String> seen = new HashSet<>();
        for (TaskDraft task : tasks) {
            String id = task.id();
            if (id != null && !known.contains(id)) {
                problems.add("tasks: the study has no task " + id + "; leave the id out for a new one");
            } else if (id != null && !seen.add(id)) {
                problems.add("tasks: the id " + id + " twice (expected: once)");
            }
            if (task.title().isBlank()) {
                problems.add("tasks: a blank title (expected: 1 to 200 characters)");
            }
            StudyVariant variant = task.variant();
            if (variant != null && !variants.contains(variant)) {
                problems.add("tasks: a task for variant " + variant + ", which the study does not have");
            }
        }
        if (payout != null && !isCurrency(payout.currency())) {
            problems.add("payout: " + payout.currency() + " is no currency (expected: a code of ISO 4217)");
        }
        return problems;
    }

    StudyPlan plan(Supplier<String> newTaskId) {
        List<StudyTask> named = new ArrayList<>();
        for (TaskDraft task : tasks) {
            String id = task.id();
            named.add(task.named(id == null ? newTaskId.get() : id));
        }
        return new StudyPlan(title, variants, named, reminderAfterMinutes, payout);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }
}
