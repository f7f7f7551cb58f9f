package io.splitstream.api.assignment;

import io.splitstream.contracts.event.Assignment;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where assignments are kept: one per experiment and user, forever. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while the store cannot be reached.
 */
public interface AssignmentStore {
    /** The experiment and the user's assignment in it, in one round trip; empty if there is no such experiment. */
    Optional<Standing> standing(String workspaceId, String experimentId, String userId);

    /**
     * Keeps an assignment, unless the user has one already, or the experiment no longer runs under that allocation.
     *
     * @return whether it was kept
     */
    boolean insert(Assignment assignment);

    /** Notes that the event log holds an assignment. */
    void markLogged(Assignment assignment);

    /** Assignments made before a time that the event log is not known to hold, oldest first; at most {@code limit}. */
    List<Assignment> notLogged(Instant before, int limit);

    /** An experiment's assignments, oldest first. */
    List<Assignment> list(String experimentId, int limit, int offset);

    /** How many users each of some experiments has assigned; those with none are left out. */
    Map<String, Long> countByExperiment(Collection<String> experimentIds);

    /** How many users each variant was given. */
    Map<String, Long> countByVariant(String experimentId);
}
