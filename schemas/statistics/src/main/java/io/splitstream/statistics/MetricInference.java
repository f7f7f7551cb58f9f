package io.splitstream.statistics;

import io.splitstream.statistics.Comparison.Arm;
import io.splitstream.statistics.Comparison.Bayesian;
import io.splitstream.statistics.Comparison.FixedHorizon;
import io.splitstream.statistics.Comparison.Sequential;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inference on one metric of one experiment: every test arm against control, from sufficient statistics.
 *
 * <p>Use {@link #compare}: give for each test arm the pairs (control, test) of all weight epochs, in any order. What
 * happens within: arms without an estimate, below the minimum sample or without a common epoch are told by a {@link
 * Reason}; the rest is pooled over weight epochs, analysed by the three methods, and Holm's method is applied over
 * the test arms, where an arm that cannot be tested counts as p = 1.
 */
public final class MetricInference {
    /** Above this relative standard error of the mean denominator a ratio is not inferred on. */
    private static final double MOST_DENOMINATOR_UNCERTAINTY = 0.1;

    private final ComparisonPlan plan;

    private MetricInference(ComparisonPlan plan) {
        this.plan = plan;
    }

    /**
     * Compares every test arm with control.
     *
     * @param testArms per test arm the pairs of all weight epochs, one or more; pairs may lack users
     * @return per test arm its comparison, in the order given
     */
    public static List<Comparison> compare(List<List<ArmPair>> testArms, ComparisonPlan plan) {
        MetricInference inference = new MetricInference(plan);
        List<Comparison> comparisons = testArms.stream().map(inference::compare).toList();
        List<Double> fixed = MultipleTesting.holm(pValues(comparisons, comparison -> comparison
                .fixedHorizon()
                .value()
                .map(FixedHorizon::pValue)
                .orElse(1.0)));
        List<Double> sequential = MultipleTesting.holm(pValues(
                comparisons,
                comparison ->
                        comparison.sequential().value().map(Sequential::pValue).orElse(1.0)));
        return IntStream.range(0, comparisons.size())
                .mapToObj(i -> comparisons.get(i).adjusted(fixed.get(i), sequential.get(i)))
                .toList();
    }

    private static List<Double> pValues(List<Comparison> comparisons, Function<Comparison, Double> pValue) {
        return comparisons.stream().map(pValue).toList();
    }

    /**
     * The epochs that hold both arms, or why nothing can be said of them. One in which an arm's values do not vary
     * counts as one that lacks the arm, unless there is no other: a hundred users without a conversion do not have
     * the noise zero.
     */
    static Answer<List<ArmPair>> comparable(List<ArmPair> pairs, long minimumSample) {
        ArmStatistics control = total(pairs, false);
        ArmStatistics test = total(pairs, true);
        if (control.users() == 0 || test.users() == 0) {
            return Answer.withheld(Reason.NO_USERS);
        }
        if (Math.min(control.users(), test.users()) < minimumSample) {
            return Answer.withheld(Reason.BELOW_MINIMUM_SAMPLE);
        }
        if (control.estimate().isEmpty() || test.estimate().isEmpty()) {
            return Answer.withheld(Reason.ZERO_DENOMINATOR);
        }
        if (control.unitVariance().isEmpty() || test.unitVariance().isEmpty()) {
            return Answer.withheld(Reason.INSUFFICIENT_DATA);
        }
        if (control.kind() == MetricKind.RATIO
                && Math.max(control.denominatorUncertainty(), test.denominatorUncertainty())
                        > MOST_DENOMINATOR_UNCERTAINTY) {
            return Answer.withheld(Reason.DENOMINATOR_TOO_UNCERTAIN);
        }
        List<ArmPair> comparable = pairs.stream().filter(ArmPair::isComparable).toList();
        List<ArmPair> varying = comparable.stream().filter(ArmPair::varies).toList();
        return comparable.isEmpty()
                ? Answer.withheld(Reason.NO_COMMON_EPOCH)
                : Answer.of(varying.isEmpty() ? comparable : varying);
    }

    /**
     * The epochs of which a confidence sequence may speak: those in which both arms are past the burn-in by
     * themselves. All of them together must have the minimum sample.
     *
     * @param comparable see {@link #comparable}
     */
    static Answer<List<ArmPair>> pastBurnIn(List<ArmPair> comparable, long minimumSample) {
        List<ArmPair> past = comparable.stream().filter(ArmPair::isPastBurnIn).toList();
        return !past.isEmpty()
                        && BurnIn.isOver(total(past, false), minimumSample)
                        && BurnIn.isOver(total(past, true), minimumSample)
                ? Answer.of(past)
                : Answer.withheld(Reason.INSUFFICIENT_DATA);
    }

    static ArmStatistics total(List<ArmPair> pairs, boolean test) {
        return ArmStatistics.sum(
                pairs.stream().map(test ? ArmPair::test : ArmPair::control).toList());
    }

    private Comparison compare(List<ArmPair> pairs) {
        ArmStatistics control = total(pairs, false);
        ArmStatistics test = total(pairs, true);
        Answer<List<ArmPair>> comparable = comparable(pairs, plan.design().minimumSample());
        Answer<PooledContrast> pooled = comparable.then(all -> PooledContrast.difference(adjusted(all)));
        List<ArmPair> shown = comparable
                .value()
                .orElseGet(() -> pairs.stream().filter(ArmPair::hasEstimates).toList());
        Double meanControl = mean(shown, false, control);
        Double meanTest = mean(shown, true, test);
        Double lift = pooled.value().map(found -> found.contrast().effect()).orElseGet(() -> plainLift(shown));
        return new Comparison(
                new Arm(control.users(), meanControl, standardDeviation(control)),
                new Arm(test.users(), meanTest, standardDeviation(test)),
                lift,
                lift == null || meanControl == null || meanControl == 0 ? null : finite(lift / Math.abs(meanControl)),
                effectSize(pairs, lift, meanControl, meanTest),
                pooled.then(found -> Answer.of(
                        FixedHorizon.of(found.contrast(), found.contrast().interval(plan.confidenceLevel())))),
                comparable
                        .then(all -> pastBurnIn(all, plan.design().minimumSample()))
                        .then(past -> PooledContrast.difference(adjusted(past)))
                        .then(found -> Answer.of(sequential(found))),
                plan.bayesian() ? comparable.then(all -> bayesian(all, pooled)) : Answer.withheld(Reason.NOT_ASKED));
    }

    private List<ArmPair> adjusted(List<ArmPair> pairs) {
        return plan.covariateAdjusted() && pairs.get(0).control().kind() == MetricKind.MEAN
                ? Cuped.adjust(pairs)
                : pairs;
    }

    private Sequential sequential(PooledContrast pooled) {
        Contrast contrast = pooled.contrast();
        ConfidenceSequence sequence = plan.design().sequence();
        double pValue = sequence.pValue(contrast.statistic(), (double) pooled.users());
        return new Sequential(
                contrast.effect(),
                contrast.standardError(),
                pValue,
                pValue,
                sequence.interval(contrast.effect(), contrast.standardError(), (double) pooled.users()),
                pooled.users());
    }

    private Answer<Bayesian> bayesian(List<ArmPair> pairs, Answer<PooledContrast> pooled) {
        if (pairs.get(0).control().kind() != MetricKind.SHARE) {
            return pooled.then(found -> Answer.of(Bayesian.of(NormalPosterior.flat(found.contrast()), plan)));
        }
        if (pairs.size() > 1) {
            return Answer.of(Bayesian.of(sumOfShares(pairs), plan));
        }
        ArmPair pair = pairs.get(0);
        BetaComparison shares = new BetaComparison(BetaPosterior.of(pair.control()), BetaPosterior.of(pair.test()));
        Interval interval = shares.credibleInterval(plan.confidenceLevel());
        return Answer.of(
                plan.direction() == Direction.UP
                        ? new Bayesian(shares.probabilityPositive(), shares.expectedLoss(), interval)
                        : new Bayesian(shares.probabilityNegative(), shares.expectedGain(), interval));
    }

    /** Σ(nₑ/n)(pTₑ − pCₑ) of independent Beta posteriors, as a normal distribution of the same mean and variance. */
    private static NormalPosterior sumOfShares(List<ArmPair> pairs) {
        double users = pairs.stream().mapToLong(ArmPair::users).sum();
        double mean = 0;
        double variance = 0;
        for (ArmPair pair : pairs) {
            double weight = pair.users() / users;
            BetaPosterior control = BetaPosterior.of(pair.control());
            BetaPosterior test = BetaPosterior.of(pair.test());
            mean += weight * (test.mean() - control.mean());
            variance += weight * weight * (test.variance() + control.variance());
        }
        return new NormalPosterior(mean, Math.sqrt(variance));
    }

    /** The arm's estimate by the pair's mix of weight epochs or, where no epoch holds both arms, as it is. */
    private static @Nullable Double mean(List<ArmPair> shown, boolean ofTest, ArmStatistics total) {
        if (!shown.isEmpty()) {
            return finite(PooledContrast.standardised(shown, ofTest));
        }
        return total.estimate().isPresent() ? finite(total.estimate().getAsDouble()) : null;
    }

    private static @Nullable Double plainLift(List<ArmPair> shown) {
        if (shown.isEmpty()) {
            return null;
        }
        double users = shown.stream().mapToLong(ArmPair::users).sum();
        return finite(shown.stream()
                .mapToDouble(pair -> pair.users() / users * pair.test().minus(pair.control()))
                .sum());
    }

    private static @Nullable Double standardDeviation(ArmStatistics arm) {
        OptionalDouble variance = arm.unitVariance();
        return variance.isPresent() && variance.getAsDouble() >= 0 ? finite(Math.sqrt(variance.getAsDouble())) : null;
    }

    private static @Nullable Double effectSize(
            List<ArmPair> pairs, @Nullable Double lift, @Nullable Double meanControl, @Nullable Double meanTest) {
        if (lift == null || meanControl == null || meanTest == null) {
            return null;
        }
        ArmStatistics control = total(pairs, false);
        ArmStatistics test = total(pairs, true);
        if (control.kind() == MetricKind.SHARE) {
            return 2 * angle(meanTest) - 2 * angle(meanControl);
        }
        OptionalDouble ofControl = control.unitVariance();
        OptionalDouble ofTest = test.unitVariance();
        if (ofControl.isEmpty() || ofTest.isEmpty()) {
            return null;
        }
        double pooled = ((control.users() - 1) * ofControl.getAsDouble() + (test.users() - 1) * ofTest.getAsDouble())
                / (control.users() + test.users() - 2);
        return pooled > 0 ? finite(lift / Math.sqrt(pooled)) : null;
    }

    /** asin√p; a mean of shares may exceed 1 by a rounding. */
    private static double angle(double share) {
        return Math.asin(Math.sqrt(Math.min(1, share)));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
