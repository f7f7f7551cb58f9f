package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class QuantileInferenceTest {
    private static final ComparisonPlan UP = ComparisonPlan.standard(Direction.UP);

    @Test
    void compare_exponentialTotals_agreesWithTheDensityAtTheMedian() {
        // Median ln 2; its standard error is ½/(f·√n) with density f = ½ there: 1/√n. Up to two bins on top.
        Comparison comparison = compare(exponential(1, 40_000, 1), exponential(2, 40_000, 1.1));
        double error = Math.sqrt((1 + 1.21) / 40_000);
        double bins = 0.005 * Math.log(2) * 2.1;
        Comparison.FixedHorizon fixed = comparison.fixedHorizon().value().orElseThrow();
        assertThat(comparison.absoluteLift()).isCloseTo(0.1 * Math.log(2), within(3 * error + bins));
        assertThat(fixed.standardError()).isBetween(error, error + 2 * bins / 1.96);
        assertThat(fixed.pValue()).isLessThan(0.01);
        assertThat(fixed.interval().lower()).isPositive();
        assertThat(comparison.relativeLift()).isCloseTo(0.1, within(0.04));
        assertThat(comparison.control().standardDeviation()).isNull();
        assertThat(comparison.effectSize()).isNull();
        assertThat(comparison.sequential().reason()).contains(Reason.NO_CONFIDENCE_SEQUENCE);
        assertThat(comparison.bayesian().value().orElseThrow().probabilityBetter())
                .isGreaterThan(0.99);
    }

    @Test
    void compare_pValue_isBelowFivePercentExactlyWhenItsIntervalLeavesOutZero() {
        for (int seed = 0; seed < 200; seed++) {
            Comparison.FixedHorizon fixed = compare(exponential(seed, 500, 1), exponential(seed + 1_000, 500, 1.15))
                    .fixedHorizon()
                    .value()
                    .orElseThrow();
            boolean leavesOutZero =
                    fixed.interval().lower() > 0 || fixed.interval().upper() < 0;
            assertThat(fixed.pValue() < 0.05).isEqualTo(leavesOutZero);
        }
    }

    @Test
    void compare_equalArms_rejectsAtMostAtTheLevelAlsoOnTheEdgeBetweenTwoValues() {
        // Totals of 0 and 1 in equal parts: the median jumps between them.
        int rejectedAtoms = 0;
        int rejectedSmooth = 0;
        int runs = 1_000;
        for (long run = 0; run < runs; run++) {
            rejectedAtoms += isRejected(compare(coins(2 * run, 400), coins(2 * run + 1, 400)));
            rejectedSmooth += isRejected(compare(exponential(2 * run, 400, 1), exponential(2 * run + 1, 400, 1)));
        }
        // 99.9 % quantile of Binomial(1000, 0.05), SciPy 1.17.1: binom.ppf(0.999, 1000, 0.05).
        assertThat(rejectedAtoms).isLessThanOrEqualTo(73);
        assertThat(rejectedSmooth).isLessThanOrEqualTo(73).isGreaterThan(5);
    }

    @Test
    void compare_twoSidesOfABinsEdge_isNoDifference() {
        // However many users: what lies within two neighbouring bins cannot be told apart.
        QuantileSketch below = QuantileSketch.of(Map.of(2_500, 1_000_000_000L));
        QuantileSketch above = QuantileSketch.of(Map.of(2_501, 1_000_000_000L));
        assertThat(compare(below, above).fixedHorizon().value().orElseThrow().pValue())
                .isGreaterThanOrEqualTo(0.05);
        QuantileSketch farther = QuantileSketch.of(Map.of(2_503, 1_000_000_000L));
        assertThat(compare(below, farther).fixedHorizon().value().orElseThrow().pValue())
                .isLessThan(0.05);
    }

    @Test
    void compare_weightEpochs_arePooledWithinEach() {
        // Control holds more of the epoch of low values: pooled over epochs its median would be lower.
        SketchPair low = new SketchPair(exponential(1, 9_000, 1), exponential(2, 1_000, 1));
        SketchPair high = new SketchPair(exponential(3, 1_000, 10), exponential(4, 9_000, 10));
        Comparison comparison =
                QuantileInference.compare(List.of(List.of(low, high)), 0.5, UP).get(0);
        assertThat(comparison.fixedHorizon().value().orElseThrow().pValue()).isGreaterThan(0.05);
        assertThat(comparison.control().users()).isEqualTo(10_000);
        assertThat(comparison.control().mean()).isCloseTo(5.5 * Math.log(2), within(0.4));
    }

    @Test
    void compare_whatCannotBeSaid_hasAReason() {
        QuantileSketch some = exponential(1, 500, 1);
        assertThat(reason(compare(QuantileSketch.none(), some))).isEqualTo(Reason.NO_USERS);
        assertThat(reason(compare(exponential(1, 50, 1), some))).isEqualTo(Reason.BELOW_MINIMUM_SAMPLE);
        QuantileSketch zeros = QuantileSketch.of(Map.of(0, 500L));
        assertThat(reason(compare(zeros, zeros))).isEqualTo(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        assertThat(compare(zeros, some).relativeLift()).isNull();
        assertThat(reason(QuantileInference.compare(
                                List.of(List.of(
                                        new SketchPair(some, QuantileSketch.none()),
                                        new SketchPair(QuantileSketch.none(), some))),
                                0.5,
                                UP)
                        .get(0)))
                .isEqualTo(Reason.NO_COMMON_EPOCH);
        assertThat(reason(QuantileInference.compare(List.of(List.of(new SketchPair(some, some))), 0.999, UP)
                        .get(0)))
                .isEqualTo(Reason.INSUFFICIENT_DATA);
    }

    private static Reason reason(Comparison comparison) {
        return comparison.fixedHorizon().reason().orElseThrow();
    }

    private static int isRejected(Comparison comparison) {
        return comparison
                        .fixedHorizon()
                        .value()
                        .filter(fixed -> fixed.pValue() < 0.05)
                        .isPresent()
                ? 1
                : 0;
    }

    private static Comparison compare(QuantileSketch control, QuantileSketch test) {
        return QuantileInference.compare(List.of(List.of(new SketchPair(control, test))), 0.5, UP)
                .get(0);
    }

    private static QuantileSketch exponential(long seed, int users, double mean) {
        SplittableRandom random = new SplittableRandom(seed * 0xD1342543DE82EF95L);
        return QuantileSketchTest.sketch(DoubleStream.generate(() -> -mean * Math.log(1 - random.nextDouble()))
                .limit(users)
                .mapToLong(value -> Math.round(value * 1e4))
                .toArray());
    }

    private static QuantileSketch coins(long seed, int users) {
        SplittableRandom random = new SplittableRandom(seed * 0xD1342543DE82EF95L);
        return QuantileSketchTest.sketch(DoubleStream.generate(random::nextDouble)
                .limit(users)
                .mapToLong(draw -> draw < 0.5 ? 0 : 10_000)
                .toArray());
    }
}
