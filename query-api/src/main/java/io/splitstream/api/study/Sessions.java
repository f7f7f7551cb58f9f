package io.splitstream.api.study;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The use cases on sessions from their start to their completion. Calls block. Safe for use by several threads. */
public final class Sessions {
    private static final int SWEEP = 200;

    private final StudyStore studies;
    private final SessionStore store;
    private final SessionAnnouncements announcements;
    private final Clock clock;
    private final Ids ids;

    public Sessions(StudyStore studies, SessionStore store, SessionAnnouncements announcements, Clock clock, Ids ids) {
        this.studies = studies;
        this.store = store;
        this.announcements = announcements;
        this.clock = clock;
        this.ids = ids;
    }

    /** A session, and whether it was started by this call. */
    public record Started(Session session, boolean fresh) {}

    /**
     * Starts a tester's session; answers the one that the tester is at.
     *
     * @param wanted the variant that the caller expects; null for whichever it is
     */
    public Outcome<Started> start(String workspaceId, String studyId, Tester tester, @Nullable StudyVariant wanted) {
        Outcome<Started> outcome =
                studies.exclusively(workspaceId, studyId, desk -> desk.map(found -> start(found, tester, wanted))
                        .orElseGet(() -> Studies.unknown(studyId)));
        return outcome.then(
                started -> announcements.announceSession(started.session().id())
                        ? outcome
                        : Outcome.refused(
                                Refusal.Kind.UNAVAILABLE,
                                "The session is started, and takes interactions as soon as Kafka can be reached again;"
                                        + " repeat the request to wait for that."));
    }

    private Outcome<Started> start(StudyDesk desk, Tester tester, @Nullable StudyVariant wanted) {
        Optional<Session> latest = desk.latestSession(tester.id());
        Optional<Round> round = desk.latestRound();
        Instant now = Studies.now(clock);
        Enrolment enrolment = desk.enrolment(tester.id()).orElseGet(() -> Enrolment.of(desk.study(), tester.id(), now));
        if (wanted != null && wanted != enrolment.variant()) {
            return Outcome.refused(
                    Refusal.Kind.CONFLICT,
                    "The tester is assigned to variant " + enrolment.variant() + ", not to " + wanted + ".");
        }
        if (latest.isPresent() && isAt(latest.get(), round)) {
            return Outcome.done(new Started(latest.get(), false));
        }
        return Recruiting.place(round, latest).map(place -> {
            if (desk.enrolment(tester.id()).isEmpty()) {
                desk.insert(enrolment);
            }
            Session session = Session.started(
                    ids.next("sess_"),
                    desk.study(),
                    place.map(Round::id).orElse(null),
                    tester,
                    enrolment.variant(),
                    now);
            desk.insert(session);
            place.ifPresent(taking -> desk.replace(taking.withSession(now)));
            return new Started(session, true);
        });
    }

    private static boolean isAt(Session session, Optional<Round> round) {
        return session.status() == SessionStatus.ACTIVE
                && Objects.equals(session.roundId(), round.map(Round::id).orElse(null));
    }

    public Outcome<Session> get(String workspaceId, String sessionId) {
        return store.find(workspaceId, sessionId).map(Outcome::done).orElseGet(() -> unknown(sessionId));
    }

    /** A study's sessions, oldest first. */
    public Outcome<List<Session>> list(String workspaceId, String studyId, int limit, int offset) {
        return studies.find(workspaceId, studyId)
                .map(study -> Outcome.done(store.list(studyId, limit, offset)))
                .orElseGet(() -> Studies.unknown(studyId));
    }

    public Outcome<Session> pause(String workspaceId, String sessionId) {
        return move(workspaceId, sessionId, SessionMove.PAUSE);
    }

    public Outcome<Session> resume(String workspaceId, String sessionId) {
        return move(workspaceId, sessionId, SessionMove.RESUME);
    }

    /**
     * Completes a session.
     *
     * @param at when the tester was done; null for now
     */
    public Outcome<Session> complete(String workspaceId, String sessionId, @Nullable Instant at) {
        Outcome<Session> outcome = change(workspaceId, sessionId, session -> {
            Instant now = Studies.now(clock);
            Instant end = at == null ? now : at;
            Optional<Refusal> refused = SessionMove.COMPLETE.refusal(session.status());
            if (refused.isPresent()) {
                return new Outcome.Refused<>(refused.get());
            }
            if (end.isBefore(session.times().startedAt())) {
                return Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR,
                        "completedAt: before the session started at "
                                + session.times().startedAt() + ".");
            }
            if (end.isAfter(now)) {
                return Outcome.refused(
                        Refusal.Kind.VALIDATION_ERROR, "completedAt: in the future; it is " + now + " here.");
            }
            return session.moved(SessionMove.COMPLETE, end);
        });
        if (outcome instanceof Outcome.Done<Session> done) {
            // Until it is announced the collector takes a little too much; that holds nobody up.
            announcements.announceSession(done.value().id());
        }
        return outcome;
    }

    /** Has the collector forget sessions that take no interactions any more. */
    public void retireOver() {
        for (String sessionId : store.over(clock.instant(), SWEEP)) {
            store.retire(sessionId);
            if (!announcements.announceSession(sessionId)) {
                return;
            }
        }
    }

    /** Why something cannot be done with a session that there is not. */
    public static <T> Outcome<T> unknown(String sessionId) {
        return Outcome.refused(Refusal.Kind.SESSION_NOT_FOUND, "There is no session " + sessionId + ".");
    }

    private Outcome<Session> move(String workspaceId, String sessionId, SessionMove move) {
        return change(workspaceId, sessionId, session -> session.moved(move, Studies.now(clock)));
    }

    private Outcome<Session> change(String workspaceId, String sessionId, Function<Session, Outcome<Session>> change) {
        return store.exclusively(workspaceId, sessionId, found -> found.map(
                        session -> change.apply(session).map(next -> {
                            store.replace(next);
                            return next;
                        }))
                .orElseGet(() -> unknown(sessionId)));
    }
}
