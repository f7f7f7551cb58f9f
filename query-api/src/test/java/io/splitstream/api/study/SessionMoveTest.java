package io.splitstream.api.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionMoveTest {
    private static final Instant START = Instant.parse("2026-03-16T10:00:00Z");

    /** What is allowed leads somewhere, everything else is refused. */
    @ParameterizedTest(name = "from {0}")
    @CsvSource({
        // from,    pause,  resume, complete,  analyze,   report,   give up,   confirm
        "ACTIVE,    PAUSED, -,      COMPLETED, -,         -,        -,         -",
        "PAUSED,    -,      ACTIVE, -,         -,         -,        -,         -",
        "COMPLETED, -,      -,      -,         ANALYZING, -,        -,         -",
        "ANALYZING, -,      -,      -,         -,         ANALYZED, COMPLETED, -",
        "ANALYZED,  -,      -,      -,         -,         -,        -,         CONFIRMED",
        "CONFIRMED, -,      -,      -,         -,         -,        -,         -"
    })
    void moved_fromStatus_isAllowedOnlyIfTheTableSays(
            SessionStatus from,
            String pause,
            String resume,
            String complete,
            String analyze,
            String report,
            String giveUp,
            String confirm) {
        Map<SessionMove, String> row = Map.of(
                SessionMove.PAUSE, pause,
                SessionMove.RESUME, resume,
                SessionMove.COMPLETE, complete,
                SessionMove.ANALYZE, analyze,
                SessionMove.REPORT, report,
                SessionMove.GIVE_UP, giveUp,
                SessionMove.CONFIRM, confirm);
        row.forEach((move, expected) -> {
            Outcome<Session> outcome = session(from).moved(move, START.plusSeconds(9));

            if (expected.equals("-")) {
                assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                                refused.refusal().kind())
                        .isEqualTo(Refusal.Kind.INVALID_STATE));
            } else {
                Session next = StudyWorld.done(outcome);
                assertThat(next.status()).isEqualTo(SessionStatus.valueOf(expected));
                assertThat(next.revision()).isEqualTo(8);
            }
        });
    }

    @Test
    void durationSeconds_leavesPausesOut() {
        SessionTimes times = SessionTimes.started(START)
                .paused(START.plusSeconds(100))
                .resumed(START.plusSeconds(130))
                .paused(START.plusSeconds(200))
                .resumed(START.plusSeconds(260));

        assertThat(times.durationSeconds()).isEmpty();
        assertThat(times.completed(START.plusSeconds(1_000)).durationSeconds()).hasValue(1_000 - 90);
        // Completed as of a time within a pause: the rest of the pause is not of the session.
        assertThat(times.completed(START.plusSeconds(220)).durationSeconds()).hasValue(220 - 30 - 20);
        assertThat(times.completed(START.plus(Duration.ofMillis(1_999))).durationSeconds())
                .hasValue(1);
    }

    private static Session session(SessionStatus status) {
        SessionTimes times = SessionTimes.started(START);
        return new Session(
                "sess_1",
                "w",
                "job_1",
                null,
                "t",
                null,
                StudyVariant.A,
                status,
                7,
                status == SessionStatus.PAUSED ? times.paused(START.plusSeconds(1)) : times,
                null,
                null);
    }
}
