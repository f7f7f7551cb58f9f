package io.splitstream.api.study;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.study.checklist.ChecklistItem;
import io.splitstream.api.study.checklist.ChecklistStore;
import io.splitstream.api.study.feedback.Feedback;
import io.splitstream.api.study.feedback.FeedbackStore;
import io.splitstream.api.study.insight.InsightSource;
import io.splitstream.api.study.insight.SessionInsights;
import io.splitstream.api.study.note.Note;
import io.splitstream.api.study.note.NoteChange;
import io.splitstream.api.study.note.NoteStore;
import io.splitstream.api.study.payout.Payout;
import io.splitstream.api.study.payout.PayoutLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Everything that studies stand on, in memory, with a clock that a test sets. */
public final class StudyWorld {
    public static final String WORKSPACE = "w1";

    public final Ids ids = new Ids(new Random(1));
    public final TestClock clock = new TestClock();
    public final List<String> queued = new ArrayList<>();
    public final Map<String, List<Note>> notes = new HashMap<>();
    public final Map<String, Payout> payouts = new LinkedHashMap<>();
    public final InMemoryInsights insights = new InMemoryInsights();
    private final Set<String> retired = new HashSet<>();
    private final Map<String, Study> studies = new LinkedHashMap<>();
    private final Map<String, Round> rounds = new LinkedHashMap<>();
    private final Map<String, Enrolment> enrolments = new HashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, List<ChecklistItem>> checklists = new HashMap<>();
    private final Map<String, Feedback> feedback = new HashMap<>();

    public final StudyStore studyStore = new InMemoryStudies();
    public final SessionStore sessionStore = new InMemorySessions();

    /** A clock that stands until it is moved. */
    public static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-03-16T09:00:00Z");

        public void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The pipeline, as far as a test says. */
    public static final class InMemoryInsights implements InsightSource {
        public @Nullable Instant complete = Instant.MAX;
        public final Map<String, SessionInsights> bySession = new HashMap<>();

        @Override
        public Optional<Instant> completeUntil() {
            return Optional.ofNullable(complete);
        }

        @Override
        public Optional<SessionInsights> of(Session session) {
            return Optional.ofNullable(bySession.get(session.id()));
        }

        @Override
        public Map<String, Double> frustration(String workspaceId, String studyId) {
            return Map.of();
        }

        @Override
        public Map<String, Instant> lastSeen(Collection<String> sessionIds) {
            return Map.of();
        }
    }

    public Sessions sessions() {
        return new Sessions(studyStore, sessionStore, id -> true, clock, ids);
    }

    public Study study(@Nullable Money payout) {
        StudyDraft draft = new StudyDraft(
                "Checkout",
                List.of(StudyVariant.A, StudyVariant.B),
                List.of(
                        new TaskDraft(null, "Buy", "Buy it.", null),
                        new TaskDraft(null, "Leave", "Leave.", StudyVariant.A)),
                30,
                payout);
        return done(new Studies(studyStore, clock, ids).create(WORKSPACE, draft));
    }

    /** A session of a tester, active. */
    public Session session(Study study, String tester) {
        return done(sessions().start(WORKSPACE, study.id(), Tester.of(tester), null))
                .session();
    }

    public static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        throw new AssertionError(outcome.toString());
    }

    public void put(String kind, String id) {
        queued.add(kind + ":" + id);
    }

    private final class InMemoryStudies implements StudyStore {
        @Override
        public void insert(Study study) {
            studies.put(study.id(), study);
        }

        @Override
        public Optional<Study> find(String workspaceId, String studyId) {
            return Optional.ofNullable(studies.get(studyId))
                    .filter(study -> study.workspaceId().equals(workspaceId));
        }

        @Override
        public List<Study> list(String workspaceId, int limit, int offset) {
            return studies.values().stream().skip(offset).limit(limit).toList();
        }

        @Override
        public boolean replace(Study next) {
            studies.put(next.id(), next);
            return true;
        }

        @Override
        public List<Round> rounds(String studyId) {
            return rounds.values().stream()
                    .filter(round -> round.studyId().equals(studyId))
                    .toList();
        }

        @Override
        public Optional<String> studyOf(String workspaceId, String roundId) {
            return Optional.ofNullable(rounds.get(roundId)).map(Round::studyId);
        }

        @Override
        public <T> Outcome<T> exclusively(
                String workspaceId, String studyId, Function<Optional<StudyDesk>, Outcome<T>> work) {
            synchronized (studies) {
                return work.apply(find(workspaceId, studyId).map(Desk::new));
            }
        }
    }

    private final class InMemorySessions implements SessionStore {
        @Override
        public Optional<Session> find(String workspaceId, String sessionId) {
            return Optional.ofNullable(sessions.get(sessionId))
                    .filter(session -> session.workspaceId().equals(workspaceId));
        }

        @Override
        public List<Session> list(String studyId, int limit, int offset) {
            return sessions.values().stream()
                    .filter(session -> session.studyId().equals(studyId))
                    .toList();
        }

        @Override
        public <T> Outcome<T> exclusively(
                String workspaceId, String sessionId, Function<Optional<Session>, Outcome<T>> work) {
            synchronized (sessions) {
                return work.apply(find(workspaceId, sessionId));
            }
        }

        @Override
        public void replace(Session next) {
            Session before = sessions.put(next.id(), next);
            if (before == null || before.revision() >= next.revision()) {
                throw new AssertionError(next + " does not follow " + before);
            }
        }

        @Override
        public List<String> over(Instant now, int limit) {
            return sessions.values().stream()
                    .filter(session ->
                            session.definition().isOver(now.toEpochMilli()) && !retired.contains(session.id()))
                    .map(Session::id)
                    .toList();
        }

        @Override
        public void retire(String sessionId) {
            retired.add(sessionId);
        }
    }

    /** Checklists in memory. */
    public final class InMemoryChecklists implements ChecklistStore {
        @Override
        public List<ChecklistItem> of(String sessionId) {
            return List.copyOf(checklists.getOrDefault(sessionId, List.of()));
        }

        @Override
        public void insert(String sessionId, List<ChecklistItem> items) {
            checklists.put(sessionId, new ArrayList<>(items));
        }

        @Override
        public void tick(String sessionId, String taskId, @Nullable Instant completedAt) {
            Objects.requireNonNull(checklists.get(sessionId), sessionId)
                    .replaceAll(item -> item.taskId().equals(taskId)
                            ? new ChecklistItem(taskId, item.order(), item.title(), item.description(), completedAt)
                            : item);
        }
    }

    /** Feedback in memory. */
    public final class InMemoryFeedback implements FeedbackStore {
        @Override
        public Optional<Feedback> of(String sessionId) {
            return Optional.ofNullable(feedback.get(sessionId));
        }

        @Override
        public void insert(String sessionId, Feedback given) {
            feedback.put(sessionId, given);
        }
    }

    /** Notes in memory. */
    public final class InMemoryNotes implements NoteStore {
        @Override
        public List<Note> of(String sessionId) {
            return List.copyOf(notes.getOrDefault(sessionId, List.of()));
        }

        @Override
        public void insert(String sessionId, Note note) {
            notes.computeIfAbsent(sessionId, id -> new ArrayList<>()).add(note);
        }

        @Override
        public void rewrite(String sessionId, NoteChange change, Instant at, String by) {
            Objects.requireNonNull(notes.get(sessionId), sessionId)
                    .replaceAll(note -> note.id().equals(change.noteId())
                            ? new Note(
                                    note.id(),
                                    change.content(),
                                    note.at(),
                                    note.authorId(),
                                    at,
                                    by,
                                    note.score(),
                                    note.evidence())
                            : note);
        }
    }

    /** The ledger in memory. */
    public final class InMemoryLedger implements PayoutLedger {
        @Override
        public void insert(Payout payout) {
            if (payouts.put(payout.id(), payout) != null) {
                throw new AssertionError(payout + " twice");
            }
        }

        @Override
        public Optional<Payout> find(String workspaceId, String payoutId) {
            return Optional.ofNullable(payouts.get(payoutId));
        }

        @Override
        public List<Payout> list(String studyId, int limit, int offset) {
            return List.copyOf(payouts.values());
        }

        @Override
        public boolean replace(Payout before, Payout next) {
            return payouts.replace(next.id(), before, next);
        }
    }

    private final class Desk implements StudyDesk {
        private final Study study;

        Desk(Study study) {
            this.study = study;
        }

        @Override
        public Study study() {
            return study;
        }

        @Override
        public Optional<Round> latestRound() {
            return studyStore.rounds(study.id()).stream().reduce((earlier, later) -> later);
        }

        @Override
        public void insert(Round round) {
            rounds.put(round.id(), round);
        }

        @Override
        public void replace(Round round) {
            rounds.put(round.id(), round);
        }

        @Override
        public Optional<Enrolment> enrolment(String testerId) {
            return Optional.ofNullable(enrolments.get(study.id() + testerId));
        }

        @Override
        public void insert(Enrolment enrolment) {
            enrolments.put(study.id() + enrolment.testerId(), enrolment);
        }

        @Override
        public Optional<Session> latestSession(String testerId) {
            return sessions.values().stream()
                    .filter(session -> session.studyId().equals(study.id())
                            && session.testerId().equals(testerId))
                    .reduce((earlier, later) -> later);
        }

        @Override
        public void insert(Session session) {
            sessions.put(session.id(), session);
        }
    }
}
