package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.ExperimentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where experiments are kept. Calls block; they throw {@link io.splitstream.api.platform.UnavailableException} while
 * the store cannot be reached. Whatever changes an experiment also notes, in the same transaction, that its new state
 * is to be announced.
 */
public interface ExperimentStore {
    /** Keeps a new experiment, and in its log that it was made. */
    void insert(Experiment experiment, Change change);

    Optional<Experiment> find(String workspaceId, String experimentId);

    /**
     * Replaces an experiment by its next revision, and notes the change in its log.
     *
     * @return false if the stored revision is not the one before
     */
    boolean replace(Experiment next, Change change);

    /** What was changed of an experiment, newest first. */
    List<Change> changes(String experimentId, int limit, int offset);

    /** Notes that the caller of a transition to this revision was told to ask again; null that it was answered. */
    void noteUnanswered(Experiment experiment, boolean unanswered, Transition transition);

    /** A workspace's experiments, oldest first; archived ones only if asked for by status. */
    List<Experiment> list(String workspaceId, Optional<ExperimentStatus> status, int limit, int offset);

    /** How many experiments of a workspace stand where. */
    Map<ExperimentStatus, Long> count(String workspaceId);

    /** Running and paused experiments whose end date was after their start and is not after {@code now}; at most 100. */
    List<Experiment> due(Instant now);
}
