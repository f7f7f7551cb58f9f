package io.splitstream.api.study;

import io.splitstream.api.platform.Outcome;
import io.splitstream.contracts.definition.StudySession;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tester's run of a study, at one of its revisions. Immutable.
 *
 * @param roundId null in a study without rounds
 * @param testerEmail where to remind the tester; null if unknown
 * @param revision grows by one with every change
 * @param analysisError why the last analysis failed for good; null if none did since
 */
public record Session(
        String id,
        String workspaceId,
        String studyId,
        @Nullable String roundId,
        String testerId,
        @Nullable String testerEmail,
        StudyVariant variant,
        SessionStatus status,
        long revision,
        SessionTimes times,
        @Nullable String analysisError,
        @Nullable Confirmation confirmation) {

    static Session started(
            String id, Study study, @Nullable String roundId, Tester tester, StudyVariant variant, Instant at) {
        return new Session(
                id,
                study.workspaceId(),
                study.id(),
                roundId,
                tester.id(),
                tester.email(),
                variant,
                SessionStatus.ACTIVE,
                1,
                SessionTimes.started(at),
                null,
                null);
    }

    /** What the collector is told. */
    public StudySession definition() {
        Instant completed = times.completedAt();
        return new StudySession(
                id,
                workspaceId,
                studyId,
                testerId,
                variant.name(),
                revision,
                times.startedAt().toEpochMilli(),
                completed == null ? null : completed.toEpochMilli());
    }

    /** After a move at a time, or why it cannot be made. */
    public Outcome<Session> moved(SessionMove move, Instant at) {
        return move.refusal(status)
                .<Outcome<Session>>map(Outcome.Refused::new)
                .orElseGet(() -> Outcome.done(with(
                        move.to(),
                        switch (move) {
                            case PAUSE -> times.paused(at);
                            case RESUME -> times.resumed(at);
                            case COMPLETE -> times.completed(at);
                            case ANALYZE, REPORT, GIVE_UP, CONFIRM -> times;
                        },
                        null,
                        confirmation)));
    }

    /** With the reason why its analysis failed for good. */
    public Session failed(String error) {
        return with(status, times, error, confirmation);
    }

    /** Vouched for. */
    public Session confirmed(Confirmation word) {
        return with(status, times, analysisError, word);
    }

    /** The tester was heard of. */
    public Session activeAt(Instant at) {
        return with(status, times.activeAt(at), analysisError, confirmation);
    }

    private Session with(SessionStatus next, SessionTimes then, @Nullable String error, @Nullable Confirmation word) {
        return new Session(
                id,
                workspaceId,
                studyId,
                roundId,
                testerId,
                testerEmail,
                variant,
                next,
                revision + 1,
                then,
                error,
                word);
    }
}
