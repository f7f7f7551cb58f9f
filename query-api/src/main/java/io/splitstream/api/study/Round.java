package io.splitstream.api.study;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wave of testers of a study. Immutable.
 *
 * @param number 1 for the study's first
 * @param targetSessions how many sessions it takes before it closes; null for no end
 * @param sessions how many were started in it
 * @param pauseReason of the last pause
 */
public record Round(
        String id,
        String studyId,
        int number,
        String label,
        @Nullable Integer targetSessions,
        RoundStatus status,
        int sessions,
        Instant startedAt,
        @Nullable Instant pausedAt,
        @Nullable String pauseReason,
        @Nullable Instant closedAt) {

    static Round started(
            String id, String studyId, int number, @Nullable String label, @Nullable Integer target, Instant at) {
        return new Round(
                id,
                studyId,
                number,
                label == null ? "Round " + number : label,
                target,
                RoundStatus.ACTIVE,
                0,
                at,
                null,
                null,
                null);
    }

    Round paused(Instant at, @Nullable String reason) {
        return with(RoundStatus.PAUSED, sessions, at, reason, closedAt);
    }

    Round resumed() {
        return with(RoundStatus.ACTIVE, sessions, null, pauseReason, closedAt);
    }

    /** With one session more, and closed if that was the last it takes. */
    Round withSession(Instant at) {
        boolean full = targetSessions != null && sessions + 1 >= targetSessions;
        return with(full ? RoundStatus.CLOSED : status, sessions + 1, pausedAt, pauseReason, full ? at : closedAt);
    }

    private Round with(
            RoundStatus next,
            int started,
            @Nullable Instant paused,
            @Nullable String reason,
            @Nullable Instant closed) {
        return new Round(id, studyId, number, label, targetSessions, next, started, startedAt, paused, reason, closed);
    }
}
