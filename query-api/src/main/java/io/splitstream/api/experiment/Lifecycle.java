package io.splitstream.api.experiment;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** What becomes of an experiment by a transition or a change: pure rules. */
final class Lifecycle {
    private Lifecycle() {}

    /** The experiment after a transition, or why that may not be. */
    static Outcome<Experiment> apply(Experiment experiment, Transition transition, Conclusion conclusion, Instant now) {
        String winner = conclusion.winnerVariantId();
        if (winner != null && experiment.design().variant(winner).isEmpty()) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR, "winner_variant_id: the experiment has no variant " + winner + ".");
        }
        Course course = experiment.course();
        boolean declares = transition == Transition.COMPLETE
                && experiment.status() == ExperimentStatus.COMPLETED
                && winner != null
                && course.winnerVariantId() == null;
        if (!transition.allowedFrom(experiment.status()) && !declares) {
            return Outcome.refused(
                    Refusal.Kind.INVALID_STATE,
                    "Cannot " + transition.word() + " an experiment that is "
                            + experiment.status().word() + " (expected: " + transition.expected() + ").");
        }
        Course next =
                switch (transition) {
                    case START ->
                        course.started(
                                now,
                                experiment.description().endDate(),
                                experiment.design().variants());
                    case PAUSE, RESUME -> course;
                    case COMPLETE -> course.completed(now, conclusion);
                    case ARCHIVE -> course.archived(now);
                };
        return Outcome.done(experiment.moved(transition.to(), next.updated(now)));
    }

    /** The experiment as a draft wants it, or why that may not be. */
    static Outcome<Experiment> change(
            Experiment experiment, ExperimentDraft draft, Supplier<String> newVariantId, Instant now) {
        ExperimentStatus status = experiment.status();
        if (status != ExperimentStatus.DRAFT && status != ExperimentStatus.PAUSED) {
            return Outcome.refused(
                    Refusal.Kind.INVALID_STATE,
                    "Cannot update an experiment that is " + status.word() + " (expected: draft, paused).");
        }
        Design old = experiment.design();
        boolean started = status == ExperimentStatus.PAUSED;
        List<String> problems = draft.problems();
        problemsOfIds(old, draft, problems);
        if (started) {
            problemsOnceStarted(old, draft, problems);
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.join("; ", problems));
        }
        Design next = design(draft, newVariantId, started);
        Course course = started ? experiment.course().allocated(now, next.variants()) : experiment.course();
        int epochs = course.epochs().size();
        if (epochs > Course.MOST_EPOCHS && epochs > experiment.course().epochs().size()) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR,
                    "variants: the allocation was changed " + (Course.MOST_EPOCHS - 1)
                            + " times (expected: no more often; complete the experiment and start another)");
        }
        boolean counted = !next.metrics().equals(old.metrics())
                || (started && next.variants().size() != old.variants().size());
        return Outcome.done(experiment.changed(
                draft.description(),
                next,
                course.updated(now),
                counted ? experiment.version() + 1 : experiment.version()));
    }

    /**
     * A draft's design, with ids for the variants that have none.
     *
     * @param started whether it is fixed already of what is kept
     */
    static Design design(ExperimentDraft draft, Supplier<String> newVariantId, boolean started) {
        List<ExperimentVariant> variants = new ArrayList<>();
        for (VariantDraft variant : draft.variants()) {
            String id = variant.id();
            variants.add(variant.named(id == null ? newVariantId.get() : id));
        }
        MetricPlan wanted = draft.metrics();
        MetricPlan metrics = new MetricPlan(
                wanted.custom(), wanted.covariate(), started ? wanted.keepsEvents() : MetricRules.hasWindows(wanted));
        return new Design(
                variants,
                draft.targetMetric(),
                draft.guardrails(),
                draft.plan(),
                draft.autoPause(),
                metrics,
                draft.audienceId());
    }

    private static void problemsOfIds(Design old, ExperimentDraft draft, List<String> problems) {
        Set<String> seen = new HashSet<>();
        for (VariantDraft variant : draft.variants()) {
            String id = variant.id();
            if (id == null) {
                continue;
            }
            if (old.variant(id).isEmpty()) {
                problems.add("variants: the experiment has no variant " + id + "; leave the id out for a new one");
            } else if (!seen.add(id)) {
                problems.add("variants: the id " + id + " twice (expected: once)");
            }
        }
    }

    private static void problemsOnceStarted(Design old, ExperimentDraft draft, List<String> problems) {
        for (ExperimentVariant variant : old.variants()) {
            boolean kept = draft.variants().stream()
                    .anyMatch(next -> variant.id().equals(next.id()) && next.control() == variant.control());
            if (!kept) {
                problems.add("variants: " + variant.id() + " cannot leave or change its part once started;"
                        + " set its allocation_percentage to 0 instead");
            }
        }
        if (!draft.targetMetric().equals(old.targetMetric())) {
            problems.add("target_metric: frozen since the start");
        }
        if (!draft.guardrails().equals(old.guardrails())) {
            problems.add("guardrail_metrics: frozen since the start");
        }
        if (!draft.plan().equals(old.plan())) {
            problems.add("decision: frozen since the start");
        }
        if (!Objects.equals(draft.audienceId(), old.audienceId())) {
            problems.add("audience: frozen since the start");
        }
        problems.addAll(MetricRules.problemsOnceStarted(old.metrics(), draft.metrics()));
    }
}
