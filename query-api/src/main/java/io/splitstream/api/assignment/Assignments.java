package io.splitstream.api.assignment;

import io.splitstream.api.audience.Audience;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.SharedAnswers;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.event.Assignment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The use cases on assignments. Calls block. Safe for use by several threads.
 *
 * <p>A stored assignment wins over everything. A new one is stored first, then appended to the event log, and the
 * caller is answered after both. What a crash leaves between the two is appended when the user is assigned again or,
 * at the latest, by {@link #logRemaining}.
 */
public final class Assignments {
    /** An allocation can change between reading and inserting; more often than this it will not. */
    private static final int ATTEMPTS = 3;

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int SWEEP = 500;
    private static final Duration COUNTS_FRESH = Duration.ofSeconds(1);
    private static final int COUNTS_KEPT = 1_000;

    private final AssignmentStore store;
    private final AssignmentLog log;
    private final Clock clock;
    private final SharedAnswers<String, Map<String, Long>> counts;

    public Assignments(AssignmentStore store, AssignmentLog log, Clock clock) {
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.counts = new SharedAnswers<>(clock, COUNTS_FRESH, COUNTS_KEPT);
    }

    /** The user's variant; assigned now if the experiment runs, is for such a user, and the user has none. */
    public Outcome<Assigned> assign(
            String workspaceId, String experimentId, String userId, Map<String, String> attributes) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Standing> found = store.standing(workspaceId, experimentId, userId);
            if (found.isEmpty()) {
                return unknown(experimentId);
            }
            Experiment experiment = found.get().experiment();
            StoredAssignment stored = found.get().assignment();
            if (stored != null) {
                if (!stored.logged()) {
                    append(stored.assignment());
                }
                return assigned(experiment, stored.assignment());
            }
            if (experiment.status() != ExperimentStatus.RUNNING) {
                return Outcome.refused(
                        Refusal.Kind.INVALID_STATE,
                        "New users are assigned while an experiment is running; this one is "
                                + experiment.status().word() + ".");
            }
            Audience audience = found.get().audience();
            if (audience != null && !audience.admits(attributes)) {
                return Outcome.refused(
                        Refusal.Kind.ASSIGNMENT_NOT_FOUND,
                        "By the attributes given, the user " + userId + " is not in the experiment's audience "
                                + audience.id() + "; nobody was assigned.");
            }
            Assignment fresh = allocate(experiment, userId, attributes);
            if (store.insert(fresh)) {
                append(fresh);
                return assigned(experiment, fresh);
            }
        }
        return Outcome.refused(
                Refusal.Kind.CONFLICT, "The experiment changed while the user was being assigned; try again.");
    }

    /** The user's assignment, if there is one. */
    public Outcome<Assigned> get(String workspaceId, String experimentId, String userId) {
        Optional<Standing> found = store.standing(workspaceId, experimentId, userId);
        if (found.isEmpty()) {
            return unknown(experimentId);
        }
        StoredAssignment stored = found.get().assignment();
        return stored == null
                ? Outcome.refused(
                        Refusal.Kind.ASSIGNMENT_NOT_FOUND, "The user " + userId + " is not assigned to a variant.")
                : assigned(found.get().experiment(), stored.assignment());
    }

    /** An experiment's assignments, oldest first. */
    public List<Assigned> list(Experiment experiment, int limit, int offset) {
        return store.list(experiment.id(), limit, offset).stream()
                .map(assignment -> of(experiment, assignment))
                .toList();
    }

    /** How many users each variant of an experiment was given, as of a second ago at most. */
    public Map<String, Long> countByVariant(String experimentId) {
        return counts.get(experimentId, before -> store.countByVariant(experimentId));
    }

    /** How many users each of some experiments has assigned. */
    public Map<String, Long> countByExperiment(Collection<String> experimentIds) {
        return experimentIds.isEmpty() ? Map.of() : store.countByExperiment(experimentIds);
    }

    /** Appends what a crash or an outage left stored but not in the log. */
    public void logRemaining() {
        store.notLogged(clock.instant().minus(GRACE), SWEEP).forEach(this::append);
    }

    private Assignment allocate(Experiment experiment, String userId, Map<String, String> attributes) {
        List<WeightEpoch> epochs = experiment.course().epochs();
        WeightEpoch current = epochs.get(epochs.size() - 1);
        ExperimentVariant variant = Allocation.variantOf(
                experiment.id(), userId, experiment.design().variants(), current);
        return new Assignment(
                experiment.workspaceId(),
                experiment.id(),
                userId,
                variant.id(),
                current.index(),
                clock.millis(),
                attributes);
    }

    private void append(Assignment assignment) {
        log.append(assignment);
        store.markLogged(assignment);
    }

    private static Outcome<Assigned> assigned(Experiment experiment, Assignment assignment) {
        return Outcome.done(of(experiment, assignment));
    }

    private static Assigned of(Experiment experiment, Assignment assignment) {
        ExperimentVariant variant = experiment
                .design()
                .variant(assignment.variantId())
                .orElseThrow(() -> new IllegalStateException(
                        assignment + " names a variant that " + experiment.id() + " does not have"));
        return new Assigned(
                experiment.id(), assignment.userId(), variant, Instant.ofEpochMilli(assignment.assignedAt()));
    }

    private static <T> Outcome<T> unknown(String experimentId) {
        return Outcome.refused(Refusal.Kind.EXPERIMENT_NOT_FOUND, "There is no experiment " + experimentId + ".");
    }
}
