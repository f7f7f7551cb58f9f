package io.splitstream.api.idea;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where ideas and searches for them are kept. Calls block. */
public interface IdeaStore {
    void insert(Idea idea);

    Optional<Idea> find(String workspaceId, String ideaId);

    /** Newest first, without their screenshots. */
    List<Idea> list(String workspaceId, Which which, int limit, int offset);

    /** Replaces an idea's status. */
    void replace(Idea idea);

    /** Titles of all ideas of a site. */
    List<String> titles(String siteId);

    void insert(IdeaRun run);

    /** How many searches of a workspace are not over. */
    int open(String workspaceId);

    Optional<IdeaRun> run(String runId);

    /**
     * Ends a search.
     *
     * @return false if another has ended it
     */
    boolean end(String runId);

    /** Which ideas; null for all. */
    record Which(
            @Nullable String siteId,
            @Nullable IdeaStatus status,
            @Nullable String category) {}
}
