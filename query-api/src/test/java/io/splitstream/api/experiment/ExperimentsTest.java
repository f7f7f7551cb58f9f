package io.splitstream.api.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
    private static final Clock CLOCK = Clock.fixed(SampleExperiments.START.plus(Duration.ofDays(2)), ZoneOffset.UTC);

    private final InMemoryExperiments store = new InMemoryExperiments();
    private final List<String> announced = new ArrayList<>();
    private boolean kafkaIsThere = true;
    private final Experiments experiments = new Experiments(
            store,
            id -> {
                announced.add(id);
                return kafkaIsThere;
            },
            CLOCK,
            new Random(1));

    @Test
    void create_validDraft_isStoredAnnouncedAndGivenIds() {
        Experiment created = done(experiments.create("w1", SampleExperiments.draft()));

        assertThat(created.id()).startsWith("exp_");
        assertThat(created.design().variants())
                .allSatisfy(variant -> assertThat(variant.id()).startsWith("var_"));
        assertThat(created.status()).isEqualTo(ExperimentStatus.DRAFT);
        assertThat(announced).containsExactly(created.id());
    }

    @Test
    void create_metricsThatTheExperimentDoesNotDeclare_areRefused() {
        Metric foreign = new CustomMetric(
                        "spend",
                        "purchase",
                        CustomMetric.Aggregation.SUM,
                        null,
                        CustomMetric.USERS,
                        Metric.Direction.UP,
                        null,
                        null)
                .metric();
        ExperimentDraft draft = SampleExperiments.draft();
        ExperimentDraft wanted = new ExperimentDraft(
                draft.description(),
                draft.variants(),
                foreign,
                List.of(Guardrail.of(foreign)),
                draft.plan(),
                false,
                MetricPlan.NONE);

        assertThat(experiments.create("w1", wanted)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.VALIDATION_ERROR);
            assertThat(refused.refusal().message())
                    .contains("target_metric: the experiment has no metric spend")
                    .contains("guardrail_metrics: the experiment has no metric spend");
        });
    }

    @Test
    void changes_byACallerAndByTheService_areNotedWithWhatDiffers() {
        Experiments ada = experiments.by(Actor.caller("ada"));
        Experiment created = done(ada.create("w1", SampleExperiments.draft()));
        done(ada.move("w1", created.id(), Transition.START, Conclusion.NONE));
        String winner = created.design().variants().get(1).id();
        done(experiments.move("w1", created.id(), Transition.COMPLETE, new Conclusion(winner, "better")));

        List<Change> log = done(experiments.changes("w1", created.id(), 10, 0));
        assertThat(log).extracting(Change::action).containsExactly("complete", "start", "create");
        assertThat(log).extracting(Change::revision).containsExactly(3L, 2L, 1L);
        assertThat(log).extracting(change -> change.actor().name()).containsExactly("splitstream", "ada", "ada");
        assertThat(log.get(0).fields())
                .contains(
                        new FieldChange("status", "running", "completed"),
                        new FieldChange("winner_variant_id", null, winner),
                        new FieldChange("conclusion", null, "better"));
    }

    @Test
    void create_withEverythingWrong_namesEveryProblem() {
        ExperimentDraft draft = new ExperimentDraft(
                new Description(
                        " ", null, null, SampleExperiments.START, SampleExperiments.START.minusSeconds(1), null),
                List.of(
                        new VariantDraft(null, "x", null, false, 10, null),
                        new VariantDraft("id", "x", null, false, 80, null)),
                Metric.CONVERSION_RATE,
                List.of(Guardrail.of(Metric.AVG_RATING), Guardrail.of(Metric.AVG_RATING)),
                DecisionPlan.USUAL,
                false,
                MetricPlan.NONE);

        assertThat(refusal(experiments.create("w1", draft)).message())
                .contains("name", "end_date", "is_control", "twice", "adds up to 90", "avg_rating twice", "an id");
    }

    @Test
    void create_datesThatNoCalendarIsFor_areRefused() {
        for (String far : List.of("1999-12-31T23:59:59Z", "2200-01-01T00:00:01Z", "+10000-01-01T00:00:00Z")) {
            assertThat(refusal(experiments.create("w1", dated(Instant.parse(far), null)))
                            .message())
                    .contains("start_date: " + far, "2000-01-01", "2200-01-01");
            assertThat(refusal(experiments.create("w1", dated(null, Instant.parse(far))))
                            .message())
                    .contains("end_date: " + far);
        }
        assertThat(refusal(experiments.create("w1", dated(null, Instant.MAX))).kind())
                .isEqualTo(Refusal.Kind.VALIDATION_ERROR);
        done(experiments.create(
                "w1", dated(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2200-01-01T00:00:00Z"))));
    }

    private static ExperimentDraft dated(@Nullable Instant start, @Nullable Instant end) {
        ExperimentDraft draft = SampleExperiments.draft();
        return new ExperimentDraft(
                new Description("Checkout", null, null, start, end, null),
                draft.variants(),
                draft.targetMetric(),
                draft.guardrails(),
                draft.plan(),
                draft.autoPause(),
                draft.metrics());
    }

    @Test
    void update_revisionThatIsNotTheOneWanted_isPreconditionFailedAndChangesNothing() {
        store.put(SampleExperiments.paused(SampleExperiments.running()));
        long revision =
                done(experiments.get(SampleExperiments.WORKSPACE, "exp_1")).revision();

        Outcome<Experiment> stale = experiments.update(
                SampleExperiments.WORKSPACE, "exp_1", RevisionMatch.of(Set.of(revision - 1)), Outcome::done);
        Outcome<Experiment> current = experiments.update(
                SampleExperiments.WORKSPACE, "exp_1", RevisionMatch.of(Set.of(revision)), Outcome::done);

        assertThat(refusal(stale).kind()).isEqualTo(Refusal.Kind.PRECONDITION_FAILED);
        assertThat(done(current).revision()).isEqualTo(revision + 1);
    }

    @Test
    void move_revisionThatIsNotTheOneWanted_isPreconditionFailed() {
        store.put(SampleExperiments.running());

        Outcome<Experiment> stale = experiments.move(
                SampleExperiments.WORKSPACE, "exp_1", RevisionMatch.of(Set.of(99L)), Transition.PAUSE, Conclusion.NONE);

        assertThat(refusal(stale).kind()).isEqualTo(Refusal.Kind.PRECONDITION_FAILED);
        assertThat(done(experiments.get(SampleExperiments.WORKSPACE, "exp_1")).status())
                .isEqualTo(ExperimentStatus.RUNNING);
    }

    @Test
    void get_otherWorkspace_isNotFound() {
        store.put(SampleExperiments.running());

        assertThat(refusal(experiments.get("w2", "exp_1")).kind()).isEqualTo(Refusal.Kind.EXPERIMENT_NOT_FOUND);
    }

    @Test
    void move_overtakenByTheSameMove_isToldItsState() {
        store.put(SampleExperiments.running());
        store.beforeNextReplace(() -> move(Transition.PAUSE));

        assertThat(refusal(move(Transition.PAUSE)).kind()).isEqualTo(Refusal.Kind.INVALID_STATE);
    }

    @Test
    void move_overtakenByAnotherMoveThatLeavesItPossible_isConflict() {
        store.put(SampleExperiments.running());
        store.beforeNextReplace(() -> move(Transition.PAUSE));

        assertThat(refusal(move(Transition.COMPLETE)).kind()).isEqualTo(Refusal.Kind.CONFLICT);
    }

    @Test
    void move_kafkaAway_isStoredAndUnavailableAndTheSameCallAgainSucceeds() {
        store.put(SampleExperiments.running());
        kafkaIsThere = false;
        assertThat(refusal(move(Transition.PAUSE)).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        assertThat(refusal(move(Transition.PAUSE)).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);

        kafkaIsThere = true;

        assertThat(done(move(Transition.PAUSE)).status()).isEqualTo(ExperimentStatus.PAUSED);
        assertThat(refusal(move(Transition.PAUSE)).kind()).isEqualTo(Refusal.Kind.INVALID_STATE);
    }

    @Test
    void move_sameCallAgainWithAWinner_storesTheWinner() {
        store.put(SampleExperiments.running());
        kafkaIsThere = false;
        assertThat(refusal(move(Transition.COMPLETE)).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        kafkaIsThere = true;

        Conclusion winner = new Conclusion("b", "better");
        done(experiments.move(SampleExperiments.WORKSPACE, "exp_1", Transition.COMPLETE, winner));

        assertThat(done(experiments.get(SampleExperiments.WORKSPACE, "exp_1")).course())
                .satisfies(course -> assertThat(course.winnerVariantId()).isEqualTo("b"))
                .satisfies(course -> assertThat(course.conclusion()).isEqualTo("better"));
    }

    @Test
    void move_sameCallAgain_isOfTheRevisionThatItWasMadeOfOrTheOneThatItMade() {
        Experiment running = SampleExperiments.running();
        store.put(running);
        kafkaIsThere = false;
        move(Transition.PAUSE);

        assertThat(refusal(pause(running.revision() - 1)).kind()).isEqualTo(Refusal.Kind.PRECONDITION_FAILED);
        assertThat(refusal(pause(running.revision())).kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
        kafkaIsThere = true;
        assertThat(done(pause(running.revision())).revision()).isEqualTo(running.revision() + 1);
    }

    @Test
    void update_overtaken_isConflict() {
        store.put(SampleExperiments.paused(SampleExperiments.running()));
        store.beforeNextReplace(() -> move(Transition.RESUME));

        assertThat(refusal(experiments.update(SampleExperiments.WORKSPACE, "exp_1", Outcome::done))
                        .kind())
                .isEqualTo(Refusal.Kind.CONFLICT);
    }

    @Test
    void completeDue_plannedEndReached_completesWithoutWinner() {
        store.put(SampleExperiments.endingAt(
                SampleExperiments.running(), SampleExperiments.START.plus(Duration.ofDays(1))));

        experiments.completeDue();

        Experiment completed = done(experiments.get(SampleExperiments.WORKSPACE, "exp_1"));
        assertThat(completed.status()).isEqualTo(ExperimentStatus.COMPLETED);
        assertThat(completed.course().winnerVariantId()).isNull();
    }

    @Test
    void completeDue_oneWhoseEndWasMovedMeanwhile_goesOn() {
        Experiment due = SampleExperiments.endingAt(
                SampleExperiments.running(), SampleExperiments.START.plus(Duration.ofDays(1)));
        store.put(SampleExperiments.named("exp_0", due));
        store.put(due);
        Experiment moved = SampleExperiments.endingAt(due, SampleExperiments.START.plus(Duration.ofDays(9)));
        store.beforeNextReplace(() -> store.put(moved));

        experiments.completeDue();

        assertThat(done(experiments.get(SampleExperiments.WORKSPACE, "exp_1"))).isEqualTo(moved);
    }

    @Test
    void completeDue_oneThatCannotBeCompleted_leavesTheOthersAsTheyAreDue() {
        Experiment due = SampleExperiments.endingAt(
                SampleExperiments.running(), SampleExperiments.START.plus(Duration.ofDays(1)));
        store.put(SampleExperiments.named("exp_0", due));
        store.put(due);
        Experiments failing = new Experiments(
                store,
                id -> {
                    if (id.equals("exp_0")) {
                        throw new IllegalStateException("cannot be announced");
                    }
                    return true;
                },
                CLOCK,
                new Random(1));

        failing.completeDue();

        assertThat(done(experiments.get(SampleExperiments.WORKSPACE, "exp_1")).status())
                .isEqualTo(ExperimentStatus.COMPLETED);
    }

    private Outcome<Experiment> pause(long revision) {
        return experiments.move(
                SampleExperiments.WORKSPACE,
                "exp_1",
                RevisionMatch.of(Set.of(revision)),
                Transition.PAUSE,
                Conclusion.NONE);
    }

    private Outcome<Experiment> move(Transition transition) {
        return experiments.move(SampleExperiments.WORKSPACE, "exp_1", transition, Conclusion.NONE);
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    private static Refusal refusal(Outcome<Experiment> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<Experiment>) outcome).refusal();
    }
}
