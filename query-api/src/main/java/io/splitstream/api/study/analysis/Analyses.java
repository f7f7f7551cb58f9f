package io.splitstream.api.study.analysis;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.platform.WorkQueue;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.SessionMove;
import io.splitstream.api.study.SessionStatus;
import io.splitstream.api.study.SessionStore;
import io.splitstream.api.study.Sessions;
import io.splitstream.api.study.note.Note;
import io.splitstream.api.study.note.NoteStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The use cases on the analysis of sessions. Calls block. Safe for use by several threads.
 *
 * <p>Asking for one puts it on the queue together with the session's new status. A worker gathers what is known, waits
 * for the pipeline to have caught up with the session, lets the analyser look, and keeps its findings as notes together
 * with the session's next status: of a worker that died nothing is kept, of one that came second neither.
 */
public final class Analyses {
    /** The queue's name for this kind of work. */
    public static final String KIND = "analyze-session";

    /** What callers are told to expect. */
    public static final Duration USUAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Analyses.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final int MOST_WAITS = 600;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** What a collector may hold back of what happened before the session was completed. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final SessionArchive archive;
    private final SessionStore sessions;
    private final NoteStore notes;
    private final Analyser analyser;
    private final WorkQueue queue;
    private final Clock clock;
    private final Ids ids;

    public Analyses(
            SessionArchive archive,
            SessionStore sessions,
            NoteStore notes,
            Analyser analyser,
            WorkQueue queue,
            Clock clock,
            Ids ids) {
        this.archive = archive;
        this.sessions = sessions;
        this.notes = notes;
        this.analyser = analyser;
        this.queue = queue;
        this.clock = clock;
        this.ids = ids;
    }

    /** Asks for the analysis of a completed session. */
    public Outcome<Session> request(String workspaceId, String sessionId) {
        return sessions.exclusively(workspaceId, sessionId, found -> found.map(
                        session -> session.moved(SessionMove.ANALYZE, now()).map(next -> {
                            sessions.replace(next);
                            queue.put(KIND, piece(next));
                            return next;
                        }))
                .orElseGet(() -> Sessions.unknown(sessionId)));
    }

    /** Does what {@link #request} asked for. */
    public Worker.Result work(String piece, Worker.Tries tries) {
        Piece asked = Piece.read(piece);
        Optional<Session> found =
                sessions.find(asked.workspaceId(), asked.sessionId()).filter(asked::isMeant);
        if (found.isEmpty()) {
            return Worker.Result.DONE;
        }
        Session session = found.get();
        try {
            Optional<SessionEvidence> evidence = archive.gather(session, heardUntil(session));
            if (evidence.isEmpty()) {
                return tries.waits() < MOST_WAITS
                        ? new Worker.Result.Wait(LOOK_AGAIN)
                        : giveUp(asked, "The pipeline has not caught up with the session; ask again later.");
            }
            report(asked, analyser.analyse(evidence.get()));
            return Worker.Result.DONE;
        } catch (AnalysisFailedException e) {
            LOG.warn("analysis of {} failed, attempt {}: {}", session.id(), tries.attempt(), e.getMessage());
            return failed(asked, tries, e.isPassing(), String.valueOf(e.getMessage()));
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            // A bug must not keep the session, and its tester's payout, for ever.
            LOG.error("analysis of {} broke off, attempt {}", session.id(), tries.attempt(), e);
            return failed(asked, tries, true, "The analysis broke off; ask for it again later.");
        }
    }

    private Worker.Result failed(Piece asked, Worker.Tries tries, boolean passing, String why) {
        return passing && tries.attempt() < MOST_ATTEMPTS
                ? new Worker.Result.Retry(FIRST_PAUSE.multipliedBy(1L << (tries.attempt() - 1)))
                : giveUp(asked, why);
    }

    private void report(Piece asked, List<Finding> findings) {
        change(asked, session -> {
            Instant now = now();
            for (Finding finding : findings) {
                notes.insert(
                        session.id(),
                        new Note(
                                ids.next("note_"),
                                finding.content(),
                                now,
                                Note.ANALYSIS,
                                null,
                                null,
                                finding.score(),
                                finding.evidence()));
            }
            return session.moved(SessionMove.REPORT, now);
        });
    }

    private Worker.Result giveUp(Piece asked, String why) {
        change(asked, session -> session.moved(SessionMove.GIVE_UP, now()).map(next -> next.failed(why)));
        return Worker.Result.DONE;
    }

    private void change(Piece asked, Function<Session, Outcome<Session>> change) {
        Outcome<Session> outcome =
                sessions.exclusively(asked.workspaceId(), asked.sessionId(), found -> found.filter(asked::isMeant)
                        .map(session -> change.apply(session).map(next -> {
                            sessions.replace(next);
                            return next;
                        }))
                        .orElseGet(() -> Sessions.unknown(asked.sessionId())));
        if (outcome instanceof Outcome.Refused<Session> refused) {
            LOG.info(
                    "{} was analysed by another meanwhile: {}",
                    asked.sessionId(),
                    refused.refusal().message());
        }
    }

    private static Instant heardUntil(Session session) {
        Instant completed = session.times().completedAt();
        Instant last = session.times().lastActiveAt();
        return (completed == null || completed.isBefore(last) ? last : completed).plus(MARGIN);
    }

    private static String piece(Session session) {
        return new Piece(session.workspaceId(), session.id(), session.revision()).text();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A session at the revision at which its analysis was asked for. */
    private record Piece(String workspaceId, String sessionId, long revision) {
        /** The workspace comes last: it alone may hold a blank. */
        String text() {
            return sessionId + " " + revision + " " + workspaceId;
        }

        static Piece read(String text) {
            String[] parts = text.split(" ", 3);
            return new Piece(parts[2], parts[0], Long.parseLong(parts[1]));
        }

        boolean isMeant(Session session) {
            return session.status() == SessionStatus.ANALYZING && session.revision() == revision;
        }
    }
}
