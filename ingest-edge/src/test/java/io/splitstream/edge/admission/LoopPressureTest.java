package io.splitstream.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A loop that takes a time for every request, before which requests queue. */
final class LoopPressureTest {
    private static final long TAKEN_NANOS = 1_000_000;
    private static final long REFUSED_NANOS = 100_000;

    private long nanos;
    private final LoopPressure pressure = new LoopPressure(() -> nanos);
    private long queued;
    private double arrived;
    private long accepted;
    private long refused;
    private long longestRound;

    @Test
    void takesMore_underHalfOfTheCapacity_takesAll() {
        run(500, 20);

        assertThat(refused).isZero();
    }

    @Test
    void takesMore_threeTimesTheCapacity_refusesWhatWouldQueue() {
        run(3_000, 10);
        longestRound = 0;
        accepted = 0;
        refused = 0;

        run(3_000, 10);

        assertThat(longestRound).isLessThan(2 * LoopPressure.TAKEN_NANOS);
        assertThat(accepted).isGreaterThan(6_500);
        assertThat(accepted + refused).isGreaterThan(29_000);
    }

    @Test
    void takesMore_overloadOver_takesAll() {
        run(3_000, 10);
        run(500, 2);
        refused = 0;

        run(900, 10);

        assertThat(refused).isZero();
    }

    @Test
    void takesMore_aRoundUnderOverloadWithNothingToRefuse_isNoEndOfIt() {
        run(3_000, 10);
        pressure.takesMore();
        pressure.nextRound();

        nanos += LoopPressure.TAKEN_NANOS;

        assertThat(pressure.takesMore()).isFalse();
    }

    @Test
    void takesMore_burst_takesAll() {
        queued = 900;

        run(50, 5);

        assertThat(refused).isZero();
    }

    @Test
    void takesMore_longRoundsWithFewRequests_takesAll() {
        for (int round = 0; round < 20; round++) {
            nanos += 2 * LoopPressure.LONG_NANOS;
            for (int request = 1; request < LoopPressure.MANY; request++) {
                assertThat(pressure.takesMore()).isTrue();
            }
            pressure.nextRound();
        }
    }

    /** Serves what comes at so many requests a second. */
    private void run(double perSecond, int seconds) {
        long end = nanos + seconds * 1_000_000_000L;
        while (nanos < end) {
            long begin = nanos;
            long round = queued;
            for (long request = 0; request < round; request++) {
                boolean takes = pressure.takesMore();
                nanos += takes ? TAKEN_NANOS : REFUSED_NANOS;
                accepted += takes ? 1 : 0;
                refused += takes ? 0 : 1;
            }
            nanos += round == 0 ? 1_000_000 : 0;
            pressure.nextRound();
            longestRound = Math.max(longestRound, nanos - begin);
            arrived += perSecond * (nanos - begin) / 1e9;
            queued = (long) arrived;
            arrived -= queued;
        }
    }
}
