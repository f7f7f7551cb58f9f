package io.splitstream.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class StatisticsPropertyTest {
    private static final SequentialDesign ANY_SAMPLE = new SequentialDesign(0.05, 5_000, 0);

    /** One user's numerator and denominator, in units of 1e-4 and 1. */
    record User(long x, long y) {
        ArmStatistics alone() {
            BigDecimal value = BigDecimal.valueOf(x, 4);
            BigDecimal count = BigDecimal.valueOf(y);
            return ArmStatistics.ratio(
                    1,
                    new Moments(value, count, value.pow(2), count.pow(2), value.multiply(count)),
                    x == 0 ? 0 : 1,
                    y == 0 ? 0 : 1);
        }
    }

    @Provide
    Arbitrary<List<User>> users() {
        return Combinators.combine(
                        Arbitraries.longs().between(-10_000_000_000_000L, 10_000_000_000_000L),
                        Arbitraries.longs().between(0, 20))
                .as(User::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<ArmStatistics> arms() {
        Arbitrary<Long> counts = Arbitraries.longs().between(0, 1_000_000_000_000L);
        Arbitrary<ArmStatistics> shares = Combinators.combine(
                        counts, Arbitraries.doubles().between(0, 1))
                .as((n, part) -> ArmStatistics.share(n, Math.min(n, (long) (n * part))));
        return shares;
    }

    @Property
    void plus_anyGroupingAndOrder_equalsTheBatch(@ForAll("users") List<User> users, @ForAll Random random) {
        List<ArmStatistics> shuffled =
                new ArrayList<>(users.stream().map(User::alone).toList());
        ArmStatistics batch = ArmStatistics.sum(shuffled);
        Collections.shuffle(shuffled, random);
        while (shuffled.size() > 1) {
            int at = random.nextInt(shuffled.size() - 1);
            shuffled.set(at, shuffled.get(at).plus(shuffled.remove(at + 1)));
        }
        assertThat(shuffled.get(0)).isEqualTo(batch);
        assertThat(batch.plus(ArmStatistics.none(MetricKind.RATIO))).isEqualTo(batch);
    }

    @Property
    void unitVariance_mean_equalsTheTwoPassFormula(@ForAll("users") List<User> users) {
        List<BigDecimal> values =
                users.stream().map(user -> BigDecimal.valueOf(user.x(), 4)).toList();
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal squares = values.stream().map(value -> value.pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        double mean = sum.doubleValue() / users.size();
        double twoPass = values.stream()
                        .mapToDouble(value -> Math.pow(value.doubleValue() - mean, 2))
                        .sum()
                / (users.size() - 1);
        double variance = ArmStatistics.mean(users.size(), Moments.of(sum, squares))
                .unitVariance()
                .orElseThrow();
        assertThat(variance).isCloseTo(twoPass, within(1e-9 * twoPass + 1e-12));
    }

    @Property
    void unitVariance_ratio_equalsThatOfTheLinearisedValues(@ForAll("users") List<User> users) {
        ArmStatistics arm = ArmStatistics.sum(users.stream().map(User::alone).toList());
        if (arm.estimate().isEmpty()) {
            return;
        }
        double ratio = arm.estimate().getAsDouble();
        double meanY = users.stream().mapToLong(User::y).average().orElseThrow();
        double scale = users.stream()
                .mapToDouble(user -> Math.abs(user.x() / 1e4))
                .max()
                .orElseThrow();
        double linearised = users.stream()
                        .mapToDouble(user -> Math.pow((user.x() / 1e4 - ratio * user.y()) / meanY, 2))
                        .sum()
                / (users.size() - 1);
        assertThat(arm.unitVariance().orElseThrow())
                .isGreaterThanOrEqualTo(0)
                .isCloseTo(linearised, within(1e-9 * linearised + 1e-20 * scale * scale));
    }

    @Property(tries = 300)
    void compare_anyShares_everyFigureIsFiniteOrHasAReason(
            @ForAll("arms") ArmStatistics control, @ForAll("arms") ArmStatistics test) {
        assertFinite(MetricInference.compare(
                        List.of(List.of(new ArmPair(control, test))),
                        ComparisonPlan.standard(Direction.UP).withDesign(ANY_SAMPLE))
                .get(0));
    }

    @Property(tries = 300)
    void compare_anyMeansAndRatios_everyFigureIsFiniteOrHasAReason(
            @ForAll("users") List<User> control, @ForAll("users") List<User> test, @ForAll boolean ratio) {
        ComparisonPlan plan = ComparisonPlan.standard(Direction.DOWN).withDesign(ANY_SAMPLE);
        ArmPair pair = new ArmPair(armOf(control, ratio), armOf(test, ratio));
        assertFinite(MetricInference.compare(List.of(List.of(pair)), plan).get(0));
        assertFinite(MetricInference.compare(List.of(List.of(pair, pair)), plan.withCovariateAdjusted(true))
                .get(0));
    }

    private static ArmStatistics armOf(List<User> users, boolean ratio) {
        ArmStatistics arm = ArmStatistics.sum(users.stream().map(User::alone).toList());
        return ratio ? arm : ArmStatistics.mean(arm.users(), arm.moments(), arm.nonZeroNumerators());
    }

    private static void assertFinite(Comparison comparison) {
        Stream<@Nullable Double> shown = Stream.of(
                comparison.control().mean(),
                comparison.control().standardDeviation(),
                comparison.test().mean(),
                comparison.test().standardDeviation(),
                comparison.absoluteLift(),
                comparison.relativeLift(),
                comparison.effectSize());
        assertThat(shown).allMatch(figure -> figure == null || Double.isFinite(figure));
        DoubleStream analysed = DoubleStream.concat(
                comparison.fixedHorizon().value().stream()
                        .flatMapToDouble(fixed -> DoubleStream.of(
                                fixed.statistic(), fixed.standardError(), fixed.pValue(), fixed.adjustedPValue())),
                DoubleStream.concat(
                        comparison.sequential().value().stream()
                                .flatMapToDouble(sequential ->
                                        DoubleStream.of(sequential.pValue(), sequential.adjustedPValue())),
                        comparison.bayesian().value().stream()
                                .flatMapToDouble(bayesian ->
                                        DoubleStream.of(bayesian.probabilityBetter(), bayesian.expectedLoss()))));
        assertThat(analysed.boxed()).allMatch(figure -> Double.isFinite(figure));
        comparison.bayesian().value().ifPresent(bayesian -> {
            assertThat(bayesian.probabilityBetter()).isBetween(0.0, 1.0);
            assertThat(bayesian.expectedLoss()).isGreaterThanOrEqualTo(0);
        });
    }

    @Property(tries = 100)
    void compare_armsSwapped_mirrorsTheDifference(
            @ForAll @LongRange(min = 100, max = 100_000) long usersC,
            @ForAll @LongRange(min = 100, max = 100_000) long usersT,
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 0.99) double partC,
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 0.99) double partT) {
        ArmStatistics one = ArmStatistics.share(usersC, (long) (usersC * partC));
        ArmStatistics other = ArmStatistics.share(usersT, (long) (usersT * partT));
        Contrast forth = PooledContrast.difference(List.of(new ArmPair(one, other)))
                .value()
                .orElseThrow()
                .contrast();
        Contrast back = PooledContrast.difference(List.of(new ArmPair(other, one)))
                .value()
                .orElseThrow()
                .contrast();
        assertThat(back.effect()).isEqualTo(0.0 - forth.effect());
        assertThat(back.pValue(Alternative.TWO_SIDED)).isEqualTo(forth.pValue(Alternative.TWO_SIDED));
        assertThat(back.pValue(Alternative.LESS)).isCloseTo(forth.pValue(Alternative.GREATER), within(1e-15));
        BetaComparison ahead = new BetaComparison(BetaPosterior.of(one), BetaPosterior.of(other));
        BetaComparison mirrored = new BetaComparison(BetaPosterior.of(other), BetaPosterior.of(one));
        assertThat(mirrored.probabilityPositive()).isCloseTo(ahead.probabilityNegative(), within(1e-10));
        assertThat(mirrored.credibleInterval(0.95).lower())
                .isCloseTo(-ahead.credibleInterval(0.95).upper(), within(1e-9));
    }

    @Property
    void pValues_moreExtreme_neverGrow(
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 40) double z,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 5) double more,
            @ForAll @DoubleRange(min = 1, max = 1e13) double freedom,
            @ForAll @LongRange(min = 100, max = 1_000_000_000_000L) long users) {
        Contrast near = new Contrast(z, 1, freedom);
        Contrast far = new Contrast(z + more, 1, freedom);
        assertThat(far.pValue(Alternative.TWO_SIDED))
                .isLessThanOrEqualTo(near.pValue(Alternative.TWO_SIDED) * (1 + 1e-12));
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(0.05, 5_000);
        assertThat(sequence.pValue(z + more, (double) users)).isLessThanOrEqualTo(sequence.pValue(z, (double) users));
        OneSidedConfidenceSequence bound = OneSidedConfidenceSequence.tunedFor(0.05, 5_000);
        assertThat(bound.pValue(z + more, (double) users)).isLessThanOrEqualTo(bound.pValue(z, (double) users));
    }

    @Property
    void pValues_andIntervals_agreeAtTheirLevel(
            @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 0.3) double alpha,
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long users) {
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(alpha, 5_000);
        assertThat(sequence.pValue(sequence.criticalValue((double) users), (double) users))
                .isCloseTo(alpha, within(1e-9 * alpha));
        OneSidedConfidenceSequence bound = OneSidedConfidenceSequence.tunedFor(alpha, 5_000);
        assertThat(bound.pValue(bound.criticalValue((double) users), (double) users))
                .isCloseTo(alpha, within(1e-9 * alpha));
        assertThat(StudentT.upperTail(StudentT.upperQuantile(alpha, (double) users), (double) users))
                .isCloseTo(alpha, within(1e-11 * alpha));
        assertThat(Normal.upperTail(Normal.upperQuantile(alpha))).isCloseTo(alpha, within(1e-13 * alpha));
    }

    @Property
    void holm_anyPValues_keepsOrderAndStaysBetweenRawAndBonferroni(
            @ForAll @Size(min = 1, max = 12) List<@Scale(6) @DoubleRange(min = 0, max = 1) Double> pValues) {
        List<Double> holm = MultipleTesting.holm(pValues);
        List<Double> bonferroni = MultipleTesting.bonferroni(pValues);
        for (int i = 0; i < pValues.size(); i++) {
            assertThat(holm.get(i)).isBetween(pValues.get(i), bonferroni.get(i));
            for (int j = 0; j < pValues.size(); j++) {
                if (pValues.get(i) <= pValues.get(j)) {
                    assertThat(holm.get(i)).isLessThanOrEqualTo(holm.get(j));
                }
            }
        }
    }

    @Property(tries = 200)
    void guardrail_worseTestArm_neverMovesTowardsSafe(
            @ForAll @IntRange(min = 60, max = 900) int successes, @ForAll @IntRange(min = 0, max = 40) int fewer) {
        ArmStatistics control = ArmStatistics.share(1_000, 500);
        int worse = Math.max(50, successes - fewer);
        double before = value(control, successes);
        double after = value(control, worse);
        assertThat(after).isLessThanOrEqualTo(before);
    }

    private static double value(ArmStatistics control, int successes) {
        return GuardrailContrast.of(
                        List.of(new ArmPair(control, ArmStatistics.share(1_000, successes))),
                        0.05,
                        Direction.UP,
                        ANY_SAMPLE)
                .value()
                .orElseThrow()
                .value();
    }

    @Property(tries = 200)
    void sampleRatio_countsAsExpected_giveNoEvidenceAndSkewGivesMore(
            @ForAll @LongRange(min = 100, max = 1_000_000_000_000L) long users,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 0.2) double skew) {
        double exact = ratio(users, 0);
        assertThat(exact).isEqualTo(1);
        assertThat(ratio(users, skew)).isBetween(0.0, ratio(users, skew / 2) * (1 + 1e-9));
    }

    private static double ratio(long users, double skew) {
        long moved = (long) (users * skew);
        return SampleRatio.sequential(
                List.of(new SampleRatio.Split(List.of(users + moved, users - moved), List.of(0.5, 0.5))));
    }

    @Property(tries = 100)
    void requiredUsers_isTheLeastThatSuffices(
            @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 0.5) double difference,
            @ForAll @Scale(6) @DoubleRange(min = 0.1, max = 0.9) double controlShare,
            @ForAll @IntRange(min = 1, max = 5) int arms) {
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(0.05, 5_000);
        long users = Power.requiredUsersSequentially(0.25, difference, controlShare, sequence, arms, 0.8)
                .orElseThrow();
        assertThat(surplus(difference, controlShare, sequence, arms, users)).isGreaterThanOrEqualTo(0);
        assertThat(surplus(difference, controlShare, sequence, arms, users - 1)).isNegative();
    }

    private static double surplus(
            double difference, double controlShare, ConfidenceSequence sequence, int arms, long users) {
        double error = Math.sqrt(0.25 / (controlShare * users) + 0.25 / ((1 - controlShare) * users));
        double m = users * sequence.rho() * sequence.rho();
        double level = sequence.alpha() / arms;
        double critical = Math.sqrt((m + 1) / m * Math.log((m + 1) / (level * level)));
        return difference / error - critical - Normal.upperQuantile(0.2);
    }
}
