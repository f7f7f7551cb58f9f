package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {
    private static final double ACCURACY = 0.005;

    @Test
    void binOf_everyEdge_isExact() {
        // Bin i + 1 ends at the greatest integer s with s·199^i ≤ 201^i.
        for (int i : new int[] {0, 1, 69, 70, 500, 2_000, 3_684}) {
            BigInteger numerator = BigInteger.valueOf(201).pow(i);
            BigInteger denominator = BigInteger.valueOf(199).pow(i);
            long greatest = numerator.divide(denominator).longValueExact();
            assertThat(QuantileSketch.binOf(greatest)).isLessThanOrEqualTo(i + 1);
            assertThat(QuantileSketch.binOf(greatest + 1)).isGreaterThan(i + 1);
        }
    }

    @Test
    void binOf_zeroAndSigns_areMirrored() {
        assertThat(QuantileSketch.binOf(0)).isZero();
        assertThat(QuantileSketch.binOf(1)).isEqualTo(1);
        assertThat(QuantileSketch.binOf(-1)).isEqualTo(-1);
        assertThat(QuantileSketch.binOf(QuantileSketch.MOST_SCALED)).isEqualTo(3_686);
        assertThat(QuantileSketch.binOf(-QuantileSketch.MOST_SCALED)).isEqualTo(-3_686);
    }

    @Test
    void binOf_overATrillion_isRefused() {
        assertThatThrownBy(() -> QuantileSketch.binOf(QuantileSketch.MOST_SCALED + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: at most 10000000000000000 in size");
        assertThatThrownBy(() -> QuantileSketch.binOf(Long.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quantile_anyDistribution_isWithinHalfAPercentOfTheOrderStatistic() {
        Random random = new Random(7);
        long[] values = LongStream.generate(() -> (long) (1e4 * Math.exp(3 * random.nextGaussian())) - 20_000)
                .limit(20_001)
                .toArray();
        QuantileSketch sketch = sketch(values);
        Arrays.sort(values);
        for (double q : new double[] {0.001, 0.05, 0.1, 0.5, 0.9, 0.99, 0.9999}) {
            double exact = values[(int) Math.ceil(values.length * q) - 1] * 1e-4;
            assertThat(sketch.quantile(q).value().orElseThrow())
                    .isCloseTo(exact, within(Math.abs(exact) * ACCURACY * (1 + 1e-12)));
        }
    }

    @Test
    void with_takenBack_isAsIfNeverCounted() {
        QuantileSketch one = sketch(5, 70_000, -3).with(QuantileSketch.binOf(123_456), 1);
        assertThat(one.with(QuantileSketch.binOf(123_456), -1)).isEqualTo(sketch(5, 70_000, -3));
        assertThat(sketch(5).with(QuantileSketch.binOf(5), -1)).isEqualTo(QuantileSketch.none());
    }

    @Test
    void plus_anyOrder_isTheSame() {
        QuantileSketch left = sketch(5, 70_000, -3);
        QuantileSketch right = sketch(5, 80_000);
        assertThat(left.plus(right)).isEqualTo(right.plus(left)).isEqualTo(sketch(5, 5, 70_000, 80_000, -3));
    }

    @Test
    void quantile_ofNoValues_isWithheld() {
        assertThat(QuantileSketch.none().quantile(0.5).reason()).contains(Reason.NO_USERS);
        assertThat(QuantileSketch.none().interval(0.5, 0.95).reason()).contains(Reason.NO_USERS);
    }

    @Test
    void quantile_ofAChange_isRefused() {
        QuantileSketch change = QuantileSketch.none().with(1, -1).with(2, 3);
        assertThatThrownBy(() -> change.quantile(0.5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void counts_unknownBin_isRefused() {
        assertThatThrownBy(() -> QuantileSketch.of(Map.of(3_687, 1L))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void interval_tooFewValuesBeyondTheQuantile_isWithheld() {
        QuantileSketch hundred = sketch(LongStream.rangeClosed(1, 100).toArray());
        assertThat(hundred.interval(0.99, 0.95).reason()).contains(Reason.INSUFFICIENT_DATA);
        assertThat(hundred.interval(0.5, 0.95).value()).isPresent();
    }

    @Test
    void interval_ranks_holdAtLeastTheLevelOfTheBinomialDistribution() {
        // The quantile lies below the value at rank l if fewer than l values are below it, above that at u if u are.
        for (double q : new double[] {0.05, 0.5, 0.9, 0.99}) {
            for (int values : new int[] {200, 777, 2_000, 5_000}) {
                QuantileSketch.Ranks ranks =
                        QuantileSketch.Ranks.of(q, 0.95, values).value().orElse(null);
                if (ranks == null) {
                    continue;
                }
                Binomial binomial = new Binomial(0, values, q);
                double missed = binomial.atMost(ranks.lower() - 1) + binomial.atLeast(ranks.upper());
                assertThat(missed).isLessThanOrEqualTo(0.05).isGreaterThan(0.005);
            }
        }
    }

    @Test
    void interval_bounds_reachToTheEdgesOfTheirBins() {
        QuantileSketch equal =
                sketch(LongStream.generate(() -> 1_000_000).limit(1_000).toArray());
        Interval interval = equal.interval(0.5, 0.95).value().orElseThrow();
        assertThat(interval.lower()).isLessThan(100).isCloseTo(100, within(1.01));
        assertThat(interval.upper()).isGreaterThanOrEqualTo(100).isCloseTo(100, within(1.01));
    }

    static QuantileSketch sketch(long... scaled) {
        Map<Integer, Long> counts = new HashMap<>();
        for (long value : scaled) {
            counts.merge(QuantileSketch.binOf(value), 1L, Long::sum);
        }
        return QuantileSketch.of(counts);
    }
}
