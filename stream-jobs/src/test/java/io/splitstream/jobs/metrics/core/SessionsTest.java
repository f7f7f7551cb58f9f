package io.splitstream.jobs.metrics.core;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long NEVER_SETTLES = Long.MIN_VALUE;

    @Test
    void with_gapOfThirtyMinutes_isOneSession() {
        assertThat(impressionsAt(0, 30).count()).isEqualTo(1);
    }

    @Test
    void with_gapOverThirtyMinutes_isTwoSessionsThatBounced() {
        Sessions sessions = impressionAt(impressionAt(Sessions.NONE, NOON), NOON + 30 * MINUTE + 1);

        assertThat(sessions.count()).isEqualTo(2);
        assertThat(sessions.bounces()).isEqualTo(2);
    }

    @Test
    void with_lateArrivalBetweenTwo_mergesThem() {
        Sessions sessions = impressionsAt(0, 50, 25);

        assertThat(sessions.open()).containsExactly(new Session(NOON, NOON + 50 * MINUTE, 3, 3));
        assertThat(sessions.bounces()).isZero();
    }

    @Test
    void bounces_onlyEventIsNoImpression_areNone() {
        assertThat(Sessions.NONE.with(NOON, false, NEVER_SETTLES).bounces()).isZero();
    }

    @Test
    void with_sessionOutOfReach_isKeptAsANumber() {
        Sessions sessions = impressionAt(Sessions.NONE, NOON)
                .with(
                        NOON + Duration.ofDays(8).toMillis(),
                        false,
                        NOON + Duration.ofDays(1).toMillis());

        assertThat(sessions.open()).hasSize(1);
        assertThat(sessions.count()).isEqualTo(2);
        assertThat(sessions.bounces()).isEqualTo(1);
    }

    @Test
    void with_aWeekOfSessions_staysBounded() {
        Sessions sessions = Sessions.NONE;
        for (int half = 0; half < 2_000; half++) {
            long timestamp = NOON + half * 31L * MINUTE;
            sessions = sessions.with(
                    timestamp, true, timestamp - Duration.ofDays(7).toMillis());
        }

        assertThat(sessions.count()).isEqualTo(2_000);
        assertThat(sessions.open()).hasSizeLessThanOrEqualTo(337);
    }

    private static Sessions impressionsAt(long... minutes) {
        Sessions sessions = Sessions.NONE;
        for (long minute : minutes) {
            sessions = impressionAt(sessions, NOON + minute * MINUTE);
        }
        return sessions;
    }

    private static Sessions impressionAt(Sessions sessions, long timestamp) {
        return sessions.with(timestamp, true, NEVER_SETTLES);
    }
}
