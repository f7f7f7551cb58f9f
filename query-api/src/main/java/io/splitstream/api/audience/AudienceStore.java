package io.splitstream.api.audience;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where audiences are kept. Calls block; they throw {@link io.splitstream.api.platform.UnavailableException} while the
 * store cannot be reached.
 */
public interface AudienceStore {
    void insert(Audience audience);

    /** One that was not removed. */
    Optional<Audience> find(String workspaceId, String audienceId);

    /**
     * Replaces an audience by its next revision.
     *
     * @return false if the stored revision is not the one before, or it was removed
     */
    boolean replace(Audience next);

    /** A workspace's audiences, oldest first. */
    List<Audience> list(String workspaceId, int limit, int offset);

    /** How many a workspace has. */
    long count(String workspaceId);

    /**
     * Removes an audience from all lists. What refers to it from before keeps it.
     *
     * @return false if an experiment that may still assign users is for it
     */
    boolean remove(Audience audience, Instant at);
}
