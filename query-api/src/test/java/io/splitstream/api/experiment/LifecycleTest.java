package io.splitstream.api.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Instant LATER = SampleExperiments.START.plus(Duration.ofDays(1));

    private final Experiment running = SampleExperiments.running();
    private final Experiment paused = SampleExperiments.paused(running);

    @Test
    void apply_transitionThatIsNotInTheTable_isInvalidStateAndNamesBothStates() {
        Refusal refusal = refusal(Lifecycle.apply(running, Transition.START, Conclusion.NONE, LATER));

        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID_STATE);
        assertThat(refusal.message()).isEqualTo("Cannot start an experiment that is running (expected: draft).");
    }

    @Test
    void apply_completeWithUnknownWinner_isValidationError() {
        Outcome<Experiment> outcome =
                Lifecycle.apply(running, Transition.COMPLETE, new Conclusion("nobody", null), LATER);

        assertThat(refusal(outcome).kind()).isEqualTo(Refusal.Kind.VALIDATION_ERROR);
    }

    @Test
    void apply_winnerAfterCompletionWithoutOne_isTakenOnceAndKeepsTheCompletionTime() {
        Experiment completed = done(Lifecycle.apply(running, Transition.COMPLETE, Conclusion.NONE, LATER));
        Conclusion winner = new Conclusion("b", "b won");

        Experiment declared = done(Lifecycle.apply(completed, Transition.COMPLETE, winner, LATER.plusSeconds(9)));

        assertThat(declared.course().winnerVariantId()).isEqualTo("b");
        assertThat(declared.course().conclusion()).isEqualTo("b won");
        assertThat(declared.course().completedAt()).isEqualTo(LATER);
        assertThat(refusal(Lifecycle.apply(declared, Transition.COMPLETE, winner, LATER))
                        .kind())
                .isEqualTo(Refusal.Kind.INVALID_STATE);
    }

    @Test
    void apply_archiveOfPausedExperiment_endsItThen() {
        Experiment archived = done(Lifecycle.apply(paused, Transition.ARCHIVE, Conclusion.NONE, LATER));

        assertThat(archived.status()).isEqualTo(ExperimentStatus.ARCHIVED);
        assertThat(archived.definition().completedAt()).isEqualTo(LATER.toEpochMilli());
    }

    @Test
    void apply_anyTransition_raisesTheRevisionAndKeepsTheVersion() {
        Experiment next = done(Lifecycle.apply(running, Transition.PAUSE, Conclusion.NONE, LATER));

        assertThat(next.revision()).isEqualTo(running.revision() + 1);
        assertThat(next.version()).isEqualTo(running.version());
        assertThat(next.course().epochs()).isEqualTo(running.course().epochs());
    }

    @Test
    void started_endDateAlreadyPast_plansNoEnd() {
        assertThat(SampleExperiments.endingAt(running, SampleExperiments.START.minusSeconds(1))
                        .course()
                        .plannedEnd())
                .isNull();
        assertThat(SampleExperiments.endingAt(running, LATER).course().plannedEnd())
                .isEqualTo(LATER);
    }

    @Test
    void change_runningExperiment_isInvalidState() {
        Outcome<Experiment> outcome = change(running, ExperimentDraft.of(running));

        assertThat(refusal(outcome).kind()).isEqualTo(Refusal.Kind.INVALID_STATE);
    }

    @Test
    void change_allocationOfPausedExperiment_opensAWeightEpochAndKeepsTheVersion() {
        Experiment changed = done(change(paused, withAllocations(paused, 20, 80)));

        assertThat(changed.course().epochs()).hasSize(2);
        assertThat(changed.course().epochs().get(1).from()).isEqualTo(LATER.toEpochMilli());
        assertThat(changed.course().epochs().get(1).weights())
                .containsEntry("a", 0.2)
                .containsEntry("b", 0.8);
        assertThat(changed.version()).isEqualTo(paused.version());
    }

    @Test
    void change_allocationForTheFiveHundredthTime_isRefused_andOthersAreNot() {
        Experiment changed = paused;
        for (int i = 1; i < Course.MOST_EPOCHS; i++) {
            changed = done(change(changed, withAllocations(changed, i % 2 == 0 ? 50 : 60, i % 2 == 0 ? 50 : 40)));
        }
        assertThat(changed.course().epochs()).hasSize(500);

        assertThat(refusal(change(changed, withAllocations(changed, 50, 50))).message())
                .contains("variants", "499 times");
        done(change(changed, ExperimentDraft.of(changed)));
    }

    @Test
    void change_nameOfPausedExperiment_opensNoWeightEpoch() {
        Experiment changed = done(change(paused, ExperimentDraft.of(paused)));

        assertThat(changed.course().epochs()).hasSize(1);
    }

    @Test
    void change_variantAddedToPausedExperiment_raisesTheVersion() {
        List<VariantDraft> variants =
                new ArrayList<>(withAllocations(paused, 40, 40).variants());
        variants.add(new VariantDraft(null, "late", null, false, 20, null));

        Experiment changed = done(change(paused, withVariants(paused, variants)));

        assertThat(changed.version()).isEqualTo(paused.version() + 1);
        assertThat(changed.design().variants().get(2).id()).isEqualTo("var_new");
    }

    @Test
    void change_whatIsFrozenOnceStarted_isRefusedAndSaysAllOfIt() {
        ExperimentDraft draft = new ExperimentDraft(
                paused.description(),
                List.of(
                        new VariantDraft("a", "control", null, true, 50, null),
                        new VariantDraft(null, "other", null, false, 50, null)),
                Metric.CLICK_RATE,
                List.of(Guardrail.of(Metric.AVG_RATING)),
                new DecisionPlan(DecisionPlan.Mode.SEQUENTIAL, 0.1, 100, null, 5_000),
                false,
                MetricPlan.NONE);

        assertThat(refusal(change(paused, draft)).message())
                .contains("b cannot leave", "target_metric", "guardrail_metrics", "decision");
    }

    @Test
    void change_metricsWhilePaused_areANewVersion() {
        MetricPlan metrics = new MetricPlan(List.of(metric("signups", null)), null, false);

        Experiment changed = done(change(paused, withMetrics(paused, metrics)));

        assertThat(changed.version()).isEqualTo(paused.version() + 1);
        assertThat(changed.definition().metrics()).isEqualTo(metrics);
        assertThat(done(change(changed, ExperimentDraft.of(changed))).version()).isEqualTo(changed.version());
    }

    @Test
    void change_windowWhilePaused_isRefusedUnlessTheExperimentStartedWithOne() {
        MetricPlan windowed = new MetricPlan(List.of(metric("in_time", 60_000L)), null, false);
        Experiment draft = new Experiment(
                paused.id(),
                paused.workspaceId(),
                1,
                1,
                ExperimentStatus.DRAFT,
                paused.description(),
                Lifecycle.design(withMetrics(paused, windowed), () -> "var_new", false),
                Course.created(SampleExperiments.START),
                null);
        Experiment keeping = SampleExperiments.paused(draft.moved(ExperimentStatus.RUNNING, paused.course()));

        assertThat(refusal(change(paused, withMetrics(paused, windowed))).message())
                .contains("metrics: a window (expected: none");
        assertThat(keeping.definition().metrics().keepsEvents()).isTrue();
        Experiment without = done(change(keeping, withMetrics(keeping, keepingEvents(List.of()))));
        assertThat(without.definition().metrics().keepsEvents())
                .as("for what may be asked again")
                .isTrue();
        assertThat(done(change(without, withMetrics(without, keepingEvents(windowed.custom()))))
                        .version())
                .isEqualTo(3);
    }

    @Test
    void change_covariateOnceStarted_isRefused() {
        MetricPlan adjusted = new MetricPlan(List.of(), "age", false);

        assertThat(refusal(change(paused, withMetrics(paused, adjusted))).message())
                .isEqualTo("covariate: frozen since the start");
    }

    private static MetricPlan keepingEvents(List<CustomMetric> custom) {
        return new MetricPlan(custom, null, true);
    }

    private static CustomMetric metric(String name, @Nullable Long window) {
        return new CustomMetric(
                name, "signup", Aggregation.COUNT, null, CustomMetric.USERS, Metric.Direction.UP, null, window);
    }

    private static ExperimentDraft withMetrics(Experiment experiment, MetricPlan metrics) {
        ExperimentDraft now = ExperimentDraft.of(experiment);
        return new ExperimentDraft(
                now.description(),
                now.variants(),
                now.targetMetric(),
                now.guardrails(),
                now.plan(),
                now.autoPause(),
                metrics);
    }

    @Test
    void change_unknownVariantId_isRefused() {
        List<VariantDraft> variants = List.of(
                new VariantDraft("a", "control", null, true, 50, null),
                new VariantDraft("zzz", "other", null, false, 50, null));

        assertThat(refusal(change(paused, withVariants(paused, variants))).message())
                .contains("no variant zzz");
    }

    private static Outcome<Experiment> change(Experiment experiment, ExperimentDraft draft) {
        return Lifecycle.change(experiment, draft, () -> "var_new", LATER);
    }

    private static ExperimentDraft withAllocations(Experiment experiment, double control, double test) {
        return withVariants(
                experiment,
                List.of(
                        new VariantDraft("a", "variant a", null, true, control, null),
                        new VariantDraft("b", "variant b", null, false, test, null)));
    }

    private static ExperimentDraft withVariants(Experiment experiment, List<VariantDraft> variants) {
        ExperimentDraft now = ExperimentDraft.of(experiment);
        return new ExperimentDraft(
                now.description(),
                variants,
                now.targetMetric(),
                now.guardrails(),
                now.plan(),
                now.autoPause(),
                now.metrics());
    }

    private static Experiment done(Outcome<Experiment> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<Experiment>) outcome).value();
    }

    private static Refusal refusal(Outcome<Experiment> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<Experiment>) outcome).refusal();
    }
}
