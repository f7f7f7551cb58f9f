package io.splitstream.api.study;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The use cases on studies. Calls block. Safe for use by several threads. */
public final class Studies {
    private final StudyStore store;
    private final Clock clock;
    private final Ids ids;

    public Studies(StudyStore store, Clock clock, Ids ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    public Outcome<Study> create(String workspaceId, StudyDraft draft) {
        List<String> problems = draft.problems(Set.of());
        if (!problems.isEmpty()) {
            return invalid(problems);
        }
        Study created = new Study(ids.next("job_"), workspaceId, 1, now(clock), draft.plan(() -> ids.next("t_")));
        store.insert(created);
        return Outcome.done(created);
    }

    public Outcome<Study> get(String workspaceId, String studyId) {
        return store.find(workspaceId, studyId).map(Outcome::done).orElseGet(() -> unknown(studyId));
    }

    public List<Study> list(String workspaceId, int limit, int offset) {
        return store.list(workspaceId, limit, offset);
    }

    /**
     * Changes a study. Checklists that were generated stay as they are.
     *
     * @param change makes, of what the study is now, what it shall be
     */
    public Outcome<Study> update(String workspaceId, String studyId, UnaryOperator<StudyDraft> change) {
        Optional<Study> found = store.find(workspaceId, studyId);
        if (found.isEmpty()) {
            return unknown(studyId);
        }
        Study current = found.get();
        StudyDraft draft = change.apply(StudyDraft.of(current));
        List<String> problems = draft.problems(
                current.plan().tasks().stream().map(StudyTask::id).collect(Collectors.toSet()));
        if (!problems.isEmpty()) {
            return invalid(problems);
        }
        Study next = new Study(
                studyId, workspaceId, current.revision() + 1, current.createdAt(), draft.plan(() -> ids.next("t_")));
        return store.replace(next)
                ? Outcome.done(next)
                : Outcome.refused(
                        Refusal.Kind.CONFLICT, "Somebody else changed the study meanwhile; look at it and try again.");
    }

    static <T> Outcome<T> unknown(String studyId) {
        return Outcome.refused(Refusal.Kind.STUDY_NOT_FOUND, "There is no study " + studyId + ".");
    }

    /** Times are told in milliseconds, so they are kept in milliseconds. */
    static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static <T> Outcome<T> invalid(List<String> problems) {
        return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.join("; ", problems));
    }
}
