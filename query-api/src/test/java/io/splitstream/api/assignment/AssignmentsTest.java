package io.splitstream.api.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.experiment.Conclusion;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentDraft;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.InMemoryExperiments;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.api.experiment.Transition;
import io.splitstream.api.experiment.VariantDraft;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.event.Assignment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentsTest {
    private static final Instant NOW = SampleExperiments.START.plus(Duration.ofHours(1));
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final InMemoryExperiments experimentStore = new InMemoryExperiments();
    private final InMemoryAssignments store = new InMemoryAssignments(experimentStore);
    private final List<Assignment> logged = new ArrayList<>();
    private boolean kafkaIsThere = true;
    private final Assignments assignments = new Assignments(
            store,
            assignment -> {
                if (!kafkaIsThere) {
                    throw new UnavailableException("Kafka is away", null);
                }
                logged.add(assignment);
            },
            CLOCK);
    private final Experiments experiments = new Experiments(experimentStore, id -> true, CLOCK, new Random(1));

    @Test
    void assign_newUserWhileRunning_isStoredAndLoggedOnce() {
        experimentStore.put(SampleExperiments.running());

        Assigned first = done(assign("u1"));

        assertThat(done(assign("u1"))).isEqualTo(first);
        assertThat(logged).hasSize(1);
        assertThat(logged.get(0).weightEpoch()).isZero();
        assertThat(logged.get(0).attributes()).containsEntry("device", "mobile");
    }

    @Test
    void assign_newUserWhilePaused_isInvalidState() {
        experimentStore.put(SampleExperiments.paused(SampleExperiments.running()));

        assertThat(refusal(assign("u1")).kind()).isEqualTo(Refusal.Kind.INVALID_STATE);
    }

    @Test
    void assign_knownUserInAnyState_getsTheSameVariant() {
        experimentStore.put(SampleExperiments.running());
        Assigned first = done(assign("u1"));

        move(Transition.PAUSE);
        assertThat(done(assign("u1"))).isEqualTo(first);
        move(Transition.COMPLETE);
        assertThat(done(assign("u1"))).isEqualTo(first);
        move(Transition.ARCHIVE);
        assertThat(done(assign("u1"))).isEqualTo(first);
    }

    @Test
    void assign_afterAllocationChange_keepsOldUsersAndUsesTheNewEpochForNewOnes() {
        experimentStore.put(SampleExperiments.running());
        List<Assigned> before = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            before.add(done(assign("old" + i)));
        }
        move(Transition.PAUSE);
        allocate(100, 0);
        move(Transition.RESUME);

        for (int i = 0; i < 50; i++) {
            assertThat(done(assign("old" + i)).variant().id())
                    .isEqualTo(before.get(i).variant().id());
            assertThat(done(assign("new" + i)).variant().id()).isEqualTo("a");
        }
        assertThat(logged.get(logged.size() - 1).weightEpoch()).isEqualTo(1);
    }

    @Test
    void assign_pausedBetweenReadingAndStoring_isInvalidState() {
        experimentStore.put(SampleExperiments.running());
        store.beforeNextInsert(() -> move(Transition.PAUSE));

        assertThat(refusal(assign("u1")).kind()).isEqualTo(Refusal.Kind.INVALID_STATE);
        assertThat(logged).isEmpty();
    }

    @Test
    void assign_assignedByAnotherBetweenReadingAndStoring_getsThatAssignment() {
        experimentStore.put(SampleExperiments.running());
        store.beforeNextInsert(() -> done(assign("u1")));

        assertThat(done(assign("u1")).userId()).isEqualTo("u1");
        assertThat(store.list("exp_1", 10, 0)).hasSize(1);
    }

    @Test
    void assign_logAway_isUnavailableAndLoggedByTheNextCall() {
        experimentStore.put(SampleExperiments.running());
        kafkaIsThere = false;
        assertThatThrownBy(() -> assign("u1")).isInstanceOf(UnavailableException.class);

        kafkaIsThere = true;
        done(assign("u1"));

        assertThat(logged).extracting(Assignment::userId).containsExactly("u1");
    }

    @Test
    void logRemaining_assignmentLeftByACrash_isLogged() {
        experimentStore.put(SampleExperiments.running());
        kafkaIsThere = false;
        assertThatThrownBy(() -> assign("u1")).isInstanceOf(UnavailableException.class);
        kafkaIsThere = true;

        new Assignments(store, logged::add, Clock.fixed(NOW.plusSeconds(11), ZoneOffset.UTC)).logRemaining();

        assertThat(logged).extracting(Assignment::userId).containsExactly("u1");
        assertThat(store.notLogged(NOW.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void assign_tenThousandUsers_spreadAsTheWeightsSay() {
        experimentStore.put(SampleExperiments.running());
        for (int i = 0; i < 10_000; i++) {
            done(assign("user-" + i));
        }
        Map<String, Long> counts = assignments.countByVariant("exp_1");

        double chiSquare = counts.values().stream()
                .mapToDouble(count -> (count - 5_000.0) * (count - 5_000.0) / 5_000.0)
                .sum();

        // The 0.999 quantile of chi-square with one degree of freedom.
        assertThat(chiSquare).isLessThan(10.83);
    }

    @Test
    void get_userWithoutAssignment_isNotFound() {
        experimentStore.put(SampleExperiments.running());

        assertThat(refusal(assignments.get(SampleExperiments.WORKSPACE, "exp_1", "u1"))
                        .kind())
                .isEqualTo(Refusal.Kind.ASSIGNMENT_NOT_FOUND);
    }

    private Outcome<Assigned> assign(String user) {
        return assignments.assign(SampleExperiments.WORKSPACE, "exp_1", user, Map.of("device", "mobile"));
    }

    private void move(Transition transition) {
        Outcome<Experiment> outcome =
                experiments.move(SampleExperiments.WORKSPACE, "exp_1", transition, Conclusion.NONE);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private void allocate(double control, double test) {
        Outcome<Experiment> outcome = experiments.update(
                SampleExperiments.WORKSPACE,
                "exp_1",
                now -> Outcome.done(new ExperimentDraft(
                        now.description(),
                        List.of(
                                new VariantDraft("a", "variant a", null, true, control, null),
                                new VariantDraft("b", "variant b", null, false, test, null)),
                        now.targetMetric(),
                        now.guardrails(),
                        now.plan(),
                        now.autoPause(),
                        now.metrics())));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private static Assigned done(Outcome<Assigned> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<Assigned>) outcome).value();
    }

    private static Refusal refusal(Outcome<Assigned> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<Assigned>) outcome).refusal();
    }
}
