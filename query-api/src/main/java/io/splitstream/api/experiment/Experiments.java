package io.splitstream.api.experiment;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use cases on experiments. Calls block. Safe for use by several threads.
 *
 * <p>A change is stored first and announced to the edge and the stream jobs then; the caller is answered once both
 * are done. If the announcement has to wait, the change stays and is announced later, the caller is told so, and the
 * same call made again waits for the announcement instead of being refused for its state.
 */
public final class Experiments {
    private static final Logger LOG = LoggerFactory.getLogger(Experiments.class);
    private static final String ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_LENGTH = 16;

    private final ExperimentStore store;
    private final Announcements announcements;
    private final Clock clock;
    private final RandomGenerator random;
    private final Actor actor;

    /**
     * Changes by these are the service's own; see {@link #by}.
     *
     * @param random makes ids; safe for use by several threads
     */
    public Experiments(ExperimentStore store, Announcements announcements, Clock clock, RandomGenerator random) {
        this(store, announcements, clock, random, Actor.SERVICE);
    }

    private Experiments(
            ExperimentStore store, Announcements announcements, Clock clock, RandomGenerator random, Actor actor) {
        this.store = store;
        this.announcements = announcements;
        this.clock = clock;
        this.random = random;
        this.actor = actor;
    }

    /** The same use cases, with what they change noted as this actor's. */
    public Experiments by(Actor somebody) {
        return new Experiments(store, announcements, clock, random, somebody);
    }

    /**
     * Creates a draft.
     *
     * <p>An announcement that has to wait does not hold up the answer: until then the edge says of the draft that it
     * does not know it, instead that it takes no events.
     */
    public Outcome<Experiment> create(String workspaceId, ExperimentDraft draft) {
        List<String> problems = draft.problems();
        if (draft.variants().stream().anyMatch(variant -> variant.id() != null)) {
            problems.add("variants: an id (expected: none, ids are given at creation)");
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.join("; ", problems));
        }
        Experiment created = new Experiment(
                newId("exp_"),
                workspaceId,
                1,
                1,
                ExperimentStatus.DRAFT,
                draft.description(),
                Lifecycle.design(draft, () -> newId("var_"), false),
                Course.created(now()),
                null);
        store.insert(created, Change.creation(created, actor));
        announcements.announce(created.id());
        return Outcome.done(created);
    }

    public Outcome<Experiment> get(String workspaceId, String experimentId) {
        return store.find(workspaceId, experimentId).map(Outcome::done).orElseGet(() -> unknown(experimentId));
    }

    /** What the edge and the stream jobs are told of an experiment; empty if there is none. */
    public Optional<ExperimentDefinition> definition(String workspaceId, String experimentId) {
        return store.find(workspaceId, experimentId).map(Experiment::definition);
    }

    public List<Experiment> list(String workspaceId, Optional<ExperimentStatus> status, int limit, int offset) {
        return store.list(workspaceId, status, limit, offset);
    }

    public Map<ExperimentStatus, Long> count(String workspaceId) {
        return store.count(workspaceId);
    }

    /** Makes a transition, whatever the experiment's revision is. */
    public Outcome<Experiment> move(
            String workspaceId, String experimentId, Transition transition, Conclusion conclusion) {
        return move(workspaceId, experimentId, RevisionMatch.ANY, transition, conclusion);
    }

    /** Makes a transition. Of two at once, one wins and the other is told. */
    public Outcome<Experiment> move(
            String workspaceId,
            String experimentId,
            RevisionMatch wanted,
            Transition transition,
            Conclusion conclusion) {
        Optional<Experiment> found = store.find(workspaceId, experimentId);
        if (found.isEmpty()) {
            return unknown(experimentId);
        }
        Experiment current = found.get();
        if (current.unanswered() == transition && conclusion.isIn(current.course())) {
            return wanted.holds(current) || wanted.heldBefore(current)
                    ? announced(current, transition)
                    : changedSince(current);
        }
        if (!wanted.holds(current)) {
            return changedSince(current);
        }
        Instant now = now();
        return Lifecycle.apply(current, transition, conclusion, now).then(next -> {
            if (store.replace(next, Change.between(current, next, transition.word(), actor, now))) {
                return announced(next, transition);
            }
            return store.find(workspaceId, experimentId)
                    .map(latest -> Lifecycle.apply(latest, transition, conclusion, now()))
                    .orElseGet(() -> unknown(experimentId))
                    .then(possible -> overtaken());
        });
    }

    /** Changes a draft or paused experiment, whatever its revision is. */
    public Outcome<Experiment> update(
            String workspaceId, String experimentId, Function<ExperimentDraft, Outcome<ExperimentDraft>> change) {
        return update(workspaceId, experimentId, RevisionMatch.ANY, change);
    }

    /**
     * Changes a draft or paused experiment.
     *
     * @param change makes, of what the experiment is now, what it shall be
     */
    public Outcome<Experiment> update(
            String workspaceId,
            String experimentId,
            RevisionMatch wanted,
            Function<ExperimentDraft, Outcome<ExperimentDraft>> change) {
        Optional<Experiment> found = store.find(workspaceId, experimentId);
        if (found.isEmpty()) {
            return unknown(experimentId);
        }
        Experiment current = found.get();
        if (!wanted.holds(current)) {
            return changedSince(current);
        }
        return change.apply(ExperimentDraft.of(current))
                .then(draft -> Lifecycle.change(current, draft, () -> newId("var_"), now()))
                .then(next -> store.replace(next, Change.between(current, next, Change.UPDATE, actor, now()))
                        ? announced(next)
                        : overtaken());
    }

    /** Who changed what of an experiment, newest first. */
    public Outcome<List<Change>> changes(String workspaceId, String experimentId, int limit, int offset) {
        return get(workspaceId, experimentId).map(found -> store.changes(found.id(), limit, offset));
    }

    /** Completes the experiments whose planned end has come. */
    public void completeDue() {
        for (Experiment experiment : store.due(now())) {
            try {
                // Only as it was found due: somebody may have moved its end meanwhile.
                move(
                        experiment.workspaceId(),
                        experiment.id(),
                        RevisionMatch.of(Set.of(experiment.revision())),
                        Transition.COMPLETE,
                        Conclusion.NONE);
            } catch (UnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("experiment {} cannot be completed at its planned end", experiment.id(), e);
            }
        }
    }

    private Outcome<Experiment> announced(Experiment experiment, Transition transition) {
        Outcome<Experiment> outcome = announced(experiment);
        boolean unanswered = outcome instanceof Outcome.Refused;
        if (unanswered || experiment.unanswered() != null) {
            store.noteUnanswered(experiment, unanswered, transition);
        }
        return outcome;
    }

    private Outcome<Experiment> announced(Experiment experiment) {
        return announcements.announce(experiment.id())
                ? Outcome.done(experiment)
                : Outcome.refused(
                        Refusal.Kind.UNAVAILABLE,
                        "The change is stored and takes effect as soon as Kafka can be reached again; repeat the"
                                + " request to wait for that.");
    }

    private static <T> Outcome<T> changedSince(Experiment current) {
        return Outcome.refused(
                Refusal.Kind.PRECONDITION_FAILED,
                "The experiment is at revision " + current.revision()
                        + ", not at the one given; look at it and try again.");
    }

    private static <T> Outcome<T> overtaken() {
        return Outcome.refused(
                Refusal.Kind.CONFLICT, "Somebody else changed the experiment meanwhile; look at it and try again.");
    }

    private static <T> Outcome<T> unknown(String experimentId) {
        return Outcome.refused(Refusal.Kind.EXPERIMENT_NOT_FOUND, "There is no experiment " + experimentId + ".");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String newId(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        return id.toString();
    }
}
