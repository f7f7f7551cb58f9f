package io.splitstream.api.study;

import io.splitstream.api.platform.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where studies, their rounds and their testers are kept. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while the store cannot be reached.
 */
public interface StudyStore {
    /** Keeps a new study. */
    void insert(Study study);

    Optional<Study> find(String workspaceId, String studyId);

    /** A workspace's studies, oldest first. */
    List<Study> list(String workspaceId, int limit, int offset);

    /**
     * Replaces a study by its next revision.
     *
     * @return false if the stored revision is not the one before
     */
    boolean replace(Study next);

    /** A study's rounds, oldest first. */
    List<Round> rounds(String studyId);

    /** The study that a round is of. */
    Optional<String> studyOf(String workspaceId, String roundId);

    /**
     * Does something with a study that nobody else does anything with meanwhile. What is stored within, here or in
     * another store, is stored together.
     *
     * @param work what to do; empty if there is no such study
     */
    <T> Outcome<T> exclusively(String workspaceId, String studyId, Function<Optional<StudyDesk>, Outcome<T>> work);
}
