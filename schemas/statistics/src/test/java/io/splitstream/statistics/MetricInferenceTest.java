package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.splitstream.statistics.Comparison.Bayesian;
import io.splitstream.statistics.Comparison.FixedHorizon;
import io.splitstream.statistics.Comparison.Sequential;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricInferenceTest {
    private static final ComparisonPlan UP = ComparisonPlan.standard(Direction.UP);

    private static Comparison compare(ComparisonPlan plan, ArmPair... epochs) {
        return MetricInference.compare(List.of(List.of(epochs)), plan).get(0);
    }

    private static ArmPair shares(long usersC, long successesC, long usersT, long successesT) {
        return new ArmPair(ArmStatistics.share(usersC, successesC), ArmStatistics.share(usersT, successesT));
    }

    private static ArmStatistics mean(long users, String sum, String squares) {
        return ArmStatistics.mean(users, Moments.of(new BigDecimal(sum), new BigDecimal(squares)), users);
    }

    private static ArmStatistics ratio(long users, String x, String y, String xx, String yy, String xy) {
        return ArmStatistics.ratio(
                users,
                new Moments(
                        new BigDecimal(x),
                        new BigDecimal(y),
                        new BigDecimal(xx),
                        new BigDecimal(yy),
                        new BigDecimal(xy)),
                users,
                users);
    }

    @Test
    void compare_shares_givesTheDocumentedWorkedExample() {
        // 180 of 4,500 against 225 of 4,500: z = 2.29, p = 0.022 (unpooled two-proportion z, by hand).
        Comparison comparison = compare(UP, shares(4_500, 180, 4_500, 225));
        FixedHorizon fixed = comparison.fixedHorizon().value().orElseThrow();
        assertThat(comparison.absoluteLift()).isCloseTo(0.01, within(1e-15));
        assertThat(comparison.relativeLift()).isCloseTo(0.25, within(1e-15));
        assertThat(fixed.pValue()).isCloseTo(0.022, within(5e-4));
        assertThat(comparison.control().standardDeviation()).isCloseTo(Math.sqrt(0.04 * 0.96), within(1e-15));
        assertThat(comparison.effectSize())
                .isCloseTo(2 * Math.asin(Math.sqrt(0.05)) - 2 * Math.asin(Math.sqrt(0.04)), within(1e-15));
    }

    @Test
    void compare_severalEpochs_poolsDifferencesAndDoesNotFallForSimpson() {
        // Within each epoch the arms are alike; pooled raw, the test arm seems far better.
        ArmPair first = shares(9_000, 900, 1_000, 100);
        ArmPair second = shares(1_000, 500, 9_000, 4_500);
        Comparison comparison = compare(UP, first, second);
        assertThat(comparison.absoluteLift()).isEqualTo(0);
        assertThat(comparison.control().mean()).isCloseTo(0.3, within(1e-15));
        assertThat(comparison.test().mean()).isCloseTo(0.3, within(1e-15));
        assertThat(comparison.fixedHorizon().value().orElseThrow().pValue()).isEqualTo(1);
        assertThat(comparison.sequential().value().orElseThrow().users()).isEqualTo(20_000);
    }

    @Test
    void compare_severalEpochs_addsVariancesByTheSquaresOfTheirWeights() {
        ArmPair first = new ArmPair(mean(300, "600", "1500"), mean(100, "210", "520"));
        ArmPair second = new ArmPair(mean(100, "150", "400"), mean(100, "180", "450"));
        double vFirst =
                (300 * 1500.0 - 600 * 600.0) / (300 * 299.0) / 300 + (100 * 520.0 - 210 * 210.0) / (100 * 99.0) / 100;
        double vSecond =
                (100 * 400.0 - 150 * 150.0) / (100 * 99.0) / 100 + (100 * 450.0 - 180 * 180.0) / (100 * 99.0) / 100;
        double w1 = 400.0 / 600;
        double w2 = 200.0 / 600;
        Comparison comparison = compare(UP, first, second);
        assertThat(comparison.absoluteLift()).isCloseTo(w1 * 0.1 + w2 * 0.3, within(1e-15));
        assertThat(comparison.fixedHorizon().value().orElseThrow().standardError())
                .isCloseTo(Math.sqrt(w1 * w1 * vFirst + w2 * w2 * vSecond), within(1e-15));
    }

    @Test
    void compare_epochWithOneArm_isLeftOut() {
        ArmPair both = shares(4_500, 180, 4_500, 225);
        ArmPair controlOnly = shares(5_000, 4_000, 0, 0);
        Comparison alone = compare(UP, both);
        Comparison beside = compare(UP, both, controlOnly);
        assertThat(beside.absoluteLift()).isEqualTo(alone.absoluteLift());
        assertThat(beside.sequential()).isEqualTo(alone.sequential());
        assertThat(beside.bayesian()).isEqualTo(alone.bayesian());
        assertThat(beside.control().users()).isEqualTo(9_500);
    }

    @Test
    void compare_epochWhoseTestArmHasNoSuccess_isNotBelieved() {
        // A ramp of 1 %, then halves: 2 % in each arm but for the hundred users of the ramp, 13 % of whom have none.
        ArmPair ramp = shares(9_900, 198, 100, 0);
        ArmPair halves = shares(5_000, 100, 5_000, 102);
        Comparison comparison = compare(UP, ramp, halves);
        Comparison alone = compare(UP, halves);
        assertThat(comparison.sequential()).isEqualTo(alone.sequential());
        assertThat(comparison.fixedHorizon()).isEqualTo(alone.fixedHorizon());
        assertThat(comparison.bayesian()).isEqualTo(alone.bayesian());
        assertThat(comparison.absoluteLift()).isEqualTo(alone.absoluteLift());
    }

    @Test
    void compare_epochBeforeItsBurnIn_isOfTheFixedTestAlone() {
        ArmPair ramp = shares(9_900, 198, 2_400, 49);
        ArmPair halves = shares(5_000, 100, 5_000, 102);
        Comparison comparison = compare(UP, ramp, halves);
        Sequential sequential = comparison.sequential().value().orElseThrow();
        assertThat(comparison.sequential()).isEqualTo(compare(UP, halves).sequential());
        assertThat(sequential.users()).isEqualTo(10_000);
        assertThat(sequential.lift()).isNotEqualTo(comparison.absoluteLift());
        FixedHorizon fixed = comparison.fixedHorizon().value().orElseThrow();
        assertThat(fixed.statistic() * fixed.standardError()).isCloseTo(comparison.absoluteLift(), within(1e-15));
        assertThat(compare(UP, shares(9_900, 198, 2_450, 50), halves)
                        .sequential()
                        .value()
                        .orElseThrow()
                        .users())
                .isEqualTo(22_350);
    }

    @Test
    void compare_severalEpochsNoneOfThemPastTheBurnIn_saysSo() {
        Comparison comparison = compare(UP, shares(2_000, 40, 2_000, 45), shares(2_000, 45, 2_000, 40));
        assertThat(comparison.sequential().reason()).contains(Reason.INSUFFICIENT_DATA);
        assertThat(comparison.fixedHorizon().value()).isPresent();
    }

    @Test
    void compare_arms_varyInDifferentEpochsOnly_haveNoVariance() {
        Comparison comparison = compare(UP, shares(1_000, 100, 1_000, 0), shares(1_000, 0, 1_000, 100));
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.ZERO_OR_NEGATIVE_VARIANCE);
    }

    @Test
    void compare_minimumSample_isOfTheEpochsThatTheSequencePools() {
        ComparisonPlan plan = UP.withDesign(new SequentialDesign(0.05, 5_000, 5_100));
        ArmPair ramp = shares(9_900, 198, 100, 2);
        assertThat(compare(plan, ramp, shares(5_000, 100, 5_000, 102))
                        .sequential()
                        .reason())
                .contains(Reason.INSUFFICIENT_DATA);
        assertThat(compare(plan, ramp, shares(5_100, 100, 5_100, 102))
                        .sequential()
                        .value())
                .isPresent();
    }

    @Test
    void compare_severalTestArms_adjustsByHolmOverAllOfThem() {
        ArmPair better = shares(4_500, 180, 4_500, 260);
        ArmPair alike = shares(4_500, 180, 4_500, 181);
        ArmPair empty = shares(4_500, 180, 0, 0);
        List<Comparison> comparisons =
                MetricInference.compare(List.of(List.of(better), List.of(alike), List.of(empty)), UP);
        Sequential first = comparisons.get(0).sequential().value().orElseThrow();
        Sequential second = comparisons.get(1).sequential().value().orElseThrow();
        assertThat(first.adjustedPValue()).isCloseTo(3 * first.pValue(), within(1e-15));
        assertThat(second.adjustedPValue()).isEqualTo(1);
        assertThat(comparisons.get(2).sequential().reason()).contains(Reason.NO_USERS);
    }

    @Test
    void compare_downIsBetter_flipsOnlyTheBayesianFigures() {
        Comparison up = compare(UP, shares(4_500, 225, 4_500, 180));
        Comparison down = compare(ComparisonPlan.standard(Direction.DOWN), shares(4_500, 225, 4_500, 180));
        Bayesian ofUp = up.bayesian().value().orElseThrow();
        Bayesian ofDown = down.bayesian().value().orElseThrow();
        assertThat(down.absoluteLift()).isEqualTo(up.absoluteLift());
        assertThat(down.fixedHorizon()).isEqualTo(up.fixedHorizon());
        assertThat(ofDown.credibleInterval()).isEqualTo(ofUp.credibleInterval());
        assertThat(ofDown.probabilityBetter() + ofUp.probabilityBetter()).isCloseTo(1, within(1e-10));
        assertThat(ofUp.expectedLoss() - ofDown.expectedLoss())
                .isCloseTo(225.0 / 4_502 + 1.0 / 4_502 - 181.0 / 4_502, within(1e-10));
    }

    @Test
    void compare_severalEpochsOfShares_bayesianIsCloseToThatOfOneEpoch() {
        Bayesian one =
                compare(UP, shares(9_000, 900, 9_000, 960)).bayesian().value().orElseThrow();
        Bayesian two = compare(UP, shares(4_500, 450, 4_500, 480), shares(4_500, 450, 4_500, 480))
                .bayesian()
                .value()
                .orElseThrow();
        assertThat(two.probabilityBetter()).isCloseTo(one.probabilityBetter(), within(1e-3));
        assertThat(two.credibleInterval().lower())
                .isCloseTo(one.credibleInterval().lower(), within(1e-4));
    }

    @Test
    void compare_noUsers_saysSo() {
        Comparison comparison = compare(UP, shares(0, 0, 0, 0));
        assertThat(comparison.control().mean()).isNull();
        assertThat(comparison.absoluteLift()).isNull();
        assertThat(comparison.effectSize()).isNull();
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.NO_USERS);
        assertThat(comparison.bayesian().reason()).contains(Reason.NO_USERS);
    }

    @Test
    void compare_belowMinimumSample_showsMeansAndWithholdsAnalyses() {
        Comparison comparison = compare(UP, shares(99, 50, 5_000, 2_500));
        assertThat(comparison.absoluteLift()).isNotNull();
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.BELOW_MINIMUM_SAMPLE);
        assertThat(comparison.sequential().reason()).contains(Reason.BELOW_MINIMUM_SAMPLE);
        assertThat(comparison.bayesian().reason()).contains(Reason.BELOW_MINIMUM_SAMPLE);
    }

    @Test
    void compare_oneUserEach_hasMeansAndNoInference() {
        ArmPair single = new ArmPair(mean(1, "3", "9"), mean(1, "4", "16"));
        Comparison comparison = compare(UP.withDesign(new SequentialDesign(0.05, 5_000, 0)), single);
        assertThat(comparison.absoluteLift()).isEqualTo(1);
        assertThat(comparison.control().standardDeviation()).isNull();
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.INSUFFICIENT_DATA);
    }

    @Test
    void compare_equalValues_haveZeroVarianceAndNoInference() {
        ArmPair constant = new ArmPair(mean(500, "1000", "2000"), mean(500, "1500", "4500"));
        Comparison comparison = compare(UP, constant);
        assertThat(comparison.control().standardDeviation()).isEqualTo(0);
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        assertThat(comparison.sequential().reason()).contains(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        assertThat(comparison.bayesian().reason()).contains(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        assertThat(comparison.effectSize()).isNull();
    }

    @Test
    void compare_noSuccesses_withholdsTheTestsButNotTheBetaPosterior() {
        Comparison comparison = compare(UP, shares(1_000, 0, 1_000, 0));
        assertThat(comparison.relativeLift()).isNull();
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        assertThat(comparison.sequential().reason()).contains(Reason.INSUFFICIENT_DATA);
        assertThat(comparison.bayesian().value().orElseThrow().probabilityBetter())
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void compare_negativeBaseline_relativeLiftHasTheSignOfTheDifference() {
        ArmPair pair = new ArmPair(mean(500, "-1000", "2600"), mean(500, "-1500", "5100"));
        Comparison comparison = compare(UP, pair);
        assertThat(comparison.absoluteLift()).isEqualTo(-1);
        assertThat(comparison.relativeLift()).isEqualTo(-0.5);
    }

    @Test
    void compare_burnIn_needsFiftyOfEachOutcomeInBothArms() {
        assertThat(compare(UP, shares(1_000, 49, 1_000, 90)).sequential().reason())
                .contains(Reason.INSUFFICIENT_DATA);
        assertThat(compare(UP, shares(1_000, 50, 1_000, 90)).sequential().value())
                .isPresent();
        assertThat(compare(UP, shares(1_000, 951, 1_000, 900)).sequential().reason())
                .contains(Reason.INSUFFICIENT_DATA);
        assertThat(compare(UP.withDesign(new SequentialDesign(0.05, 5_000, 1_001)), shares(2_000, 100, 1_000, 90))
                        .sequential()
                        .reason())
                .contains(Reason.BELOW_MINIMUM_SAMPLE);
    }

    @Test
    void compare_burnIn_needsAHundredNonZeroNumeratorsAndDenominators() {
        Moments moments = Moments.of(new BigDecimal("900"), new BigDecimal("9000"));
        ArmStatistics enough = ArmStatistics.mean(1_000, moments, 100);
        ArmStatistics tooFew = ArmStatistics.mean(1_000, moments, 99);
        assertThat(compare(UP, new ArmPair(enough, enough)).sequential().value())
                .isPresent();
        assertThat(compare(UP, new ArmPair(enough, tooFew)).sequential().reason())
                .contains(Reason.INSUFFICIENT_DATA);
        // Without the counts: (Σx)²/Σx² = 90 users at least.
        assertThat(ArmStatistics.mean(1_000, moments).nonZeroNumerators()).isEqualTo(90);
    }

    @Test
    void compare_uncertainDenominator_withholdsInferenceOnTheRatio() {
        // 60 of 1,000 users have a denominator of 1: relative standard error 0.125.
        ArmStatistics sparse = ratio(1_000, "40", "60", "40", "60", "40");
        ArmStatistics dense = ratio(1_000, "100", "150", "100", "150", "100");
        assertThat(compare(UP, new ArmPair(sparse, dense)).fixedHorizon().reason())
                .contains(Reason.DENOMINATOR_TOO_UNCERTAIN);
        assertThat(compare(UP, new ArmPair(dense, dense)).fixedHorizon().value())
                .isPresent();
        assertThat(compare(UP, new ArmPair(ratio(1_000, "0", "0", "0", "0", "0"), dense))
                        .fixedHorizon()
                        .reason())
                .contains(Reason.ZERO_DENOMINATOR);
    }

    @Test
    void compare_epochsApart_haveNoCommonEpoch() {
        Comparison comparison = compare(UP, shares(1_000, 100, 0, 0), shares(0, 0, 1_000, 100));
        assertThat(comparison.control().mean()).isEqualTo(0.1);
        assertThat(comparison.absoluteLift()).isNull();
        assertThat(comparison.fixedHorizon().reason()).contains(Reason.NO_COMMON_EPOCH);
    }

    @Test
    void compare_covariateAdjusted_keepsTheMeansAndNarrowsTheInterval() {
        // The golden case cuped-ref-abs-1: θ 0.80, effect 0.2519, standard error 0.0622.
        ArmStatistics control = covariate("15778.452", "19760.299", "144050.847796", "212686.211677", "170065.078071");
        ArmStatistics test = covariate("16496.918", "20028.523", "154551.025646", "218489.778179", "179300.794584");
        ArmPair pair = new ArmPair(control, test);
        Comparison adjusted = compare(UP.withCovariateAdjusted(true), pair);
        assertThat(adjusted.absoluteLift()).isCloseTo(0.2519228823955135, within(1e-9));
        assertThat(adjusted.control().mean()).isCloseTo(15778.452 / 2000, within(1e-12));
        assertThat(adjusted.relativeLift()).isCloseTo(0.2519228823955135 / (15778.452 / 2000), within(1e-9));
        assertThat(adjusted.fixedHorizon().value().orElseThrow().standardError())
                .isCloseTo(0.06217721320823307, within(1e-9))
                .isLessThan(
                        compare(UP, pair).fixedHorizon().value().orElseThrow().standardError());
    }

    private static ArmStatistics covariate(String x, String y, String xx, String yy, String xy) {
        return ArmStatistics.mean(
                2_000,
                new Moments(
                        new BigDecimal(x),
                        new BigDecimal(y),
                        new BigDecimal(xx),
                        new BigDecimal(yy),
                        new BigDecimal(xy)),
                2_000);
    }

    @Test
    void compare_trillionUsers_isFiniteAndRight() {
        long n = 1_000_000_000_000L;
        // p = 0.05, difference 1e-6: se = √(2·0.05·0.95/1e12) = 3.0822e-7, z = 3.2444.
        Comparison comparison = compare(UP, shares(n, n / 20, n, n / 20 + 1_000_000));
        FixedHorizon fixed = comparison.fixedHorizon().value().orElseThrow();
        Bayesian bayesian = comparison.bayesian().value().orElseThrow();
        assertThat(fixed.statistic()).isCloseTo(1e-6 / Math.sqrt((0.0475 + 0.047500900) / n), within(1e-5));
        assertThat(bayesian.probabilityBetter()).isCloseTo(Normal.lowerTail(fixed.statistic()), within(1e-6));
        assertThat(bayesian.credibleInterval().lower())
                .isCloseTo(fixed.interval().lower(), within(1e-12));
    }

    @Test
    void compare_twoHundredStandardErrors_pValuesAreZeroNotNegative() {
        Comparison comparison = compare(UP, shares(1_000_000, 100_000, 1_000_000, 300_000));
        FixedHorizon fixed = comparison.fixedHorizon().value().orElseThrow();
        Bayesian bayesian = comparison.bayesian().value().orElseThrow();
        assertThat(fixed.pValue()).isEqualTo(0);
        assertThat(bayesian.probabilityBetter()).isCloseTo(1, within(1e-12)).isLessThanOrEqualTo(1);
        assertThat(bayesian.expectedLoss()).isEqualTo(0);
    }

    @Test
    void compare_allSuccessesAgainstNone_givesTheIntervalOfTheTails() {
        // Python's mpmath 1.3.0 at 30 digits: findroot of quad(631*c**630*(1 - (1 - (c + d))**7334), [-d, 1]) - p.
        Bayesian bayesian =
                compare(UP, shares(630, 630, 7_333, 0)).bayesian().value().orElseThrow();
        assertThat(bayesian.credibleInterval().lower()).isCloseTo(-0.9998791456103036, within(1e-9));
        assertThat(bayesian.credibleInterval().upper()).isCloseTo(-0.9940283884367015, within(1e-9));
        long n = 1_000_000_000_000L;
        assertThat(compare(UP, shares(n, n, n, 0))
                        .bayesian()
                        .value()
                        .orElseThrow()
                        .credibleInterval()
                        .upper())
                .isCloseTo(-1, within(1e-9));
    }
}
