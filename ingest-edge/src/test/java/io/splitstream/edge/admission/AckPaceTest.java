package io.splitstream.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** The limit in front of a broker that takes a time for everything, and no more than so much a second. */
final class AckPaceTest {
    private static final int MOST = 100_000;
    private static final int LEAST = 1_000;
    private static final int REQUEST = 100;
    private static final double TICK = 0.001;

    private long nanos;
    private final AckPace pace = new AckPace(LEAST, MOST, () -> nanos);
    private final Deque<double[]> waiting = new ArrayDeque<>();
    private double seconds;
    private double capacity = 100_000;
    private double latency = 0.010;
    private boolean stalled;
    private double credit;
    private double offeredPart;

    @Test
    void limit_underHalfOfTheCapacity_staysAtTheMost() {
        Outcome outcome = run(50_000, 20);

        assertThat(outcome.refused).isZero();
        assertThat(pace.limit()).isEqualTo(MOST);
    }

    @Test
    void limit_threeTimesTheCapacity_keepsThePaceAndTheTime() {
        run(80_000, 10);
        run(300_000, 5);

        Outcome outcome = run(300_000, 30);

        assertThat(outcome.accepted / 30).isGreaterThan(0.9 * capacity);
        assertThat(outcome.worst).isLessThan(4 * latency);
        assertThat(outcome.meanLatency()).isLessThan(2.7 * latency);
    }

    @Test
    void limit_overloadOver_isTheMostAgain() {
        run(80_000, 10);
        run(300_000, 10);

        run(40_000, 5);

        assertThat(pace.limit()).isEqualTo(MOST);
        assertThat(run(80_000, 5).refused).isZero();
    }

    @Test
    void limit_shortStall_refusesNothing() {
        run(50_000, 10);
        stalled = true;
        Outcome during = run(50_000, 0.3);
        stalled = false;
        Outcome after = run(50_000, 5);

        assertThat(during.refused + after.refused).isZero();
    }

    @Test
    void limit_brokerSlowerButNotFuller_findsOutSoon() {
        run(50_000, 10);
        latency = 0.050;
        run(50_000, 20);

        Outcome outcome = run(50_000, 20);

        assertThat(outcome.refused).isLessThan(outcome.accepted / 50);
    }

    @Test
    void limit_fromIdleToModerate_refusesNothing() {
        latency = 0.005;
        run(2_000, 30);
        latency = 0.020;

        assertThat(run(80_000, 20).refused).isZero();
    }

    @Test
    void limit_overloadWithAnUnevenPace_doesNotCreepUp() {
        run(80_000, 10);
        double mean = 0;
        for (int i = 0; i < 60; i++) {
            capacity = i % 2 == 0 ? 90_000 : 110_000;
            mean = run(300_000, 1).meanLatency();
        }

        assertThat(mean).isLessThan(5 * latency);
    }

    @Test
    void limit_fewEvents_isNeverBelowTheLeast() {
        run(100, 5);
        latency = 2;
        run(100, 30);

        assertThat(pace.limit()).isGreaterThanOrEqualTo(LEAST);
    }

    @Test
    void constructor_leastAboveMost_isRefused() {
        assertThatThrownBy(() -> new AckPace(11, 10, () -> 0)).hasMessage("least: 11 (expected: 1 to 10)");
    }

    private static final class Outcome {
        private double accepted;
        private double refused;
        private double worst;
        private double sum;

        double meanLatency() {
            return sum / accepted;
        }
    }

    /** Events come at a rate for a time; those admitted are acknowledged in turn. */
    private Outcome run(double perSecond, double length) {
        Outcome outcome = new Outcome();
        for (double end = seconds + length; seconds < end; seconds += TICK) {
            nanos += (long) (TICK * 1e9);
            offeredPart += perSecond * TICK;
            while (offeredPart >= REQUEST) {
                offeredPart -= REQUEST;
                if ((long) waiting.size() * REQUEST < pace.limit()) {
                    waiting.add(new double[] {seconds});
                } else {
                    outcome.refused += REQUEST;
                }
            }
            credit = stalled ? 0 : Math.min(credit + capacity * TICK, capacity * 0.01);
            while (!stalled && credit >= REQUEST && !waiting.isEmpty() && seconds - waiting.element()[0] >= latency) {
                int inFlight = waiting.size() * REQUEST;
                double took = seconds - waiting.remove()[0];
                credit -= REQUEST;
                outcome.accepted += REQUEST;
                outcome.sum += took * REQUEST;
                outcome.worst = Math.max(outcome.worst, took);
                pace.acknowledged(REQUEST, (long) (took * 1e9), inFlight);
            }
        }
        return outcome;
    }
}
