package io.splitstream.api.study;

import io.splitstream.api.platform.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where sessions are kept. Calls block; they throw {@link io.splitstream.api.platform.UnavailableException} while the
 * store cannot be reached. Whatever changes what the collector is told of a session also notes, in the same
 * transaction, that it is to be told.
 */
public interface SessionStore {
    Optional<Session> find(String workspaceId, String sessionId);

    /** A study's sessions, oldest first. */
    List<Session> list(String studyId, int limit, int offset);

    /**
     * Does something with a session that nobody else does anything with meanwhile. What is stored within, here or in
     * another store, is stored together. What is refused must be refused before anything is stored.
     *
     * @param work what to do; empty if there is no such session
     */
    <T> Outcome<T> exclusively(String workspaceId, String sessionId, Function<Optional<Session>, Outcome<T>> work);

    /** Replaces a session by its next revision; within {@link #exclusively} only. */
    void replace(Session next);

    /** Sessions that the collector keeps, but which take no interactions any more, at most {@code limit}. */
    List<String> over(Instant now, int limit);

    /** Notes that the collector may forget a session. */
    void retire(String sessionId);
}
