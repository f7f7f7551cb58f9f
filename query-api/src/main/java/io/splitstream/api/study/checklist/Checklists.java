package io.splitstream.api.study.checklist;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.SessionStore;
import io.splitstream.api.study.Sessions;
import io.splitstream.api.study.StudyStore;
import io.splitstream.api.study.StudyTask;
import io.splitstream.api.study.StudyVariant;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The use cases on checklists. Calls block. Safe for use by several threads. */
public final class Checklists {
    private final StudyStore studies;
    private final SessionStore sessions;
    private final ChecklistStore store;
    private final Clock clock;

    public Checklists(StudyStore studies, SessionStore sessions, ChecklistStore store, Clock clock) {
        this.studies = studies;
        this.sessions = sessions;
        this.store = store;
        this.clock = clock;
    }

    /** A session's list, and whether it was made by this call. */
    public record Generated(Progress progress, boolean fresh) {}

    /**
     * Makes a session's list from its study, once; later calls answer the list as it is.
     *
     * @param variant that the caller expects; null for whichever it is
     */
    public Outcome<Generated> generate(
            String workspaceId, String sessionId, String studyId, @Nullable StudyVariant variant) {
        return sessions.exclusively(workspaceId, sessionId, found -> {
            if (found.isEmpty()) {
                return Sessions.unknown(sessionId);
            }
            Session session = found.get();
            if (!session.studyId().equals(studyId)) {
                return Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR,
                        "jobId: the session is one of the study " + session.studyId() + ".");
            }
            if (variant != null && variant != session.variant()) {
                return Outcome.refused(
                        Refusal.Kind.CONFLICT,
                        "The session is one of variant " + session.variant() + ", not " + variant + ".");
            }
            List<ChecklistItem> known = store.of(sessionId);
            if (!known.isEmpty()) {
                return Outcome.done(new Generated(new Progress(session, known), false));
            }
            if (session.status().isCompleted()) {
                return Outcome.refused(
                        Refusal.Kind.INVALID_STATE,
                        "The session is " + session.status().word() + "; its checklist was never generated.");
            }
            List<ChecklistItem> items = items(studies.find(workspaceId, studyId)
                    .orElseThrow(() -> new IllegalStateException(sessionId + " has no study"))
                    .plan()
                    .tasksFor(session.variant()));
            store.insert(sessionId, items);
            return Outcome.done(new Generated(new Progress(session, items), true));
        });
    }

    /**
     * Keeps what a tester says of tasks, all of it or nothing.
     *
     * @return how many tasks were said something of
     */
    public Outcome<Integer> save(String workspaceId, String sessionId, List<Tick> ticks) {
        return sessions.exclusively(workspaceId, sessionId, found -> {
            if (found.isEmpty()) {
                return Sessions.unknown(sessionId);
            }
            Session session = found.get();
            if (session.status().isCompleted()) {
                return Outcome.refused(
                        Refusal.Kind.INVALID_STATE,
                        "The session is " + session.status().word() + "; its checklist takes no more.");
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            List<String> problems = problems(session, ticks, now);
            if (!problems.isEmpty()) {
                return Outcome.refused(Refusal.Kind.VALIDATION_ERROR, String.join("; ", problems));
            }
            for (Tick tick : ticks) {
                Instant at = tick.completedAt() == null ? now : tick.completedAt();
                store.tick(sessionId, tick.taskId(), tick.completed() ? at : null);
            }
            sessions.replace(session.activeAt(now));
            return Outcome.done(ticks.size());
        });
    }

    /** How far a session's tester is; no tasks before the list is generated. */
    public Outcome<Progress> progress(String workspaceId, String sessionId) {
        return sessions.find(workspaceId, sessionId)
                .map(session -> Outcome.done(new Progress(session, store.of(sessionId))))
                .orElseGet(() -> Sessions.unknown(sessionId));
    }

    private List<String> problems(Session session, List<Tick> ticks, Instant now) {
        Set<String> known =
                store.of(session.id()).stream().map(ChecklistItem::taskId).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Tick tick : ticks) {
            String id = tick.taskId();
            Instant at = tick.completedAt();
            if (!known.contains(id)) {
                problems.add("tasks: the session's checklist has no task " + id);
            } else if (!seen.add(id)) {
                problems.add("tasks: " + id + " twice (expected: once)");
            }
            if (at != null && (at.isBefore(session.times().startedAt()) || at.isAfter(now))) {
                problems.add(
                        "tasks: " + id + " completed at " + at + " (expected: between the session's start and now)");
            }
        }
        return problems;
    }

    private static List<ChecklistItem> items(List<StudyTask> tasks) {
        List<ChecklistItem> items = new ArrayList<>();
        for (StudyTask task : tasks) {
            items.add(new ChecklistItem(task.id(), items.size() + 1, task.title(), task.description(), null));
        }
        return items;
    }
}
