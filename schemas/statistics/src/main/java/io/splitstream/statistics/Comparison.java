package io.splitstream.statistics;

import org.jspecify.annotations.Nullable;

/**
 * One test arm against control on one metric. Differences are test minus control, in the metric's unit, and are
 * never flipped where down is better. Every number is finite; what cannot be said is null or a {@link Reason}.
 *
 * @param control the control's figures
 * @param test the test arm's figures
 * @param absoluteLift mT − mC, over the weight epochs in which the users of both arms differ; null if an arm has no
 *     estimate
 * @param relativeLift (mT − mC)/|mC|; null also over a control mean of zero
 * @param effectSize shares: Cohen's h = 2·asin√pT − 2·asin√pC; else (mT − mC) over the pooled standard deviation
 * @param fixedHorizon for one look at a time fixed beforehand
 * @param sequential for looking at any time
 * @param bayesian posterior probabilities
 */
public record Comparison(
        Arm control,
        Arm test,
        @Nullable Double absoluteLift,
        @Nullable Double relativeLift,
        @Nullable Double effectSize,
        Answer<FixedHorizon> fixedHorizon,
        Answer<Sequential> sequential,
        Answer<Bayesian> bayesian) {

    /**
     * One arm's figures.
     *
     * @param users over all weight epochs
     * @param mean the estimate; with several weight epochs Σ(nₑ/n)·mₑ, the pair's mix, so that the difference of
     *     the two means is the lift; null if there is none
     * @param standardDeviation √ of the variance of one user's contribution, over all weight epochs; null if there
     *     is none
     */
    public record Arm(
            long users, @Nullable Double mean, @Nullable Double standardDeviation) {}

    /**
     * Shares: unpooled z. Means: Welch's t. Ratios: the delta method, Welch's t.
     *
     * @param statistic z or t
     * @param degreesOfFreedom of t; infinite for z, and then not to be shown
     * @param pValue two-sided
     * @param adjustedPValue after Holm, over all test arms
     * @param interval of the difference, unadjusted, at the requested level
     */
    public record FixedHorizon(
            double statistic,
            double standardError,
            double degreesOfFreedom,
            double pValue,
            double adjustedPValue,
            Interval interval) {
        static FixedHorizon of(Contrast contrast, Interval interval) {
            double pValue = contrast.pValue(Alternative.TWO_SIDED);
            return new FixedHorizon(
                    contrast.statistic(),
                    contrast.standardError(),
                    contrast.degreesOfFreedom(),
                    pValue,
                    pValue,
                    interval);
        }

        FixedHorizon adjusted(double value) {
            return new FixedHorizon(statistic, standardError, degreesOfFreedom, pValue, value, interval);
        }
    }

    /**
     * The confidence sequence, over the weight epochs in which both arms are past the burn-in by themselves.
     *
     * @param lift mT − mC over those epochs; {@link Comparison#absoluteLift} unless others hold both arms too
     * @param pValue always valid, two-sided
     * @param adjustedPValue after Holm, over all test arms; a significant difference is one below α
     * @param interval of the difference at 1 − α, unadjusted
     * @param users of both arms in those epochs
     */
    public record Sequential(
            double lift, double standardError, double pValue, double adjustedPValue, Interval interval, long users) {
        Sequential adjusted(double value) {
            return new Sequential(lift, standardError, pValue, value, interval, users);
        }
    }

    /**
     * Shares within one weight epoch: Beta(1, 1) priors. All else: normal, flat prior; several epochs of shares: the
     * normal distribution with the Beta posteriors' mean and variance.
     *
     * @param probabilityBetter that the test arm is better, in the metric's direction
     * @param expectedLoss E[max(0, harm of shipping the test arm)], in the metric's unit
     * @param credibleInterval of the difference, equal-tailed, at the requested level
     */
    public record Bayesian(double probabilityBetter, double expectedLoss, Interval credibleInterval) {
        static Bayesian of(NormalPosterior posterior, ComparisonPlan plan) {
            Interval interval = posterior.credibleInterval(plan.confidenceLevel());
            return plan.direction() == Direction.UP
                    ? new Bayesian(posterior.probabilityPositive(), posterior.expectedLoss(), interval)
                    : new Bayesian(posterior.probabilityNegative(), posterior.expectedGain(), interval);
        }
    }

    Comparison adjusted(double fixedPValue, double sequentialPValue) {
        return new Comparison(
                control,
                test,
                absoluteLift,
                relativeLift,
                effectSize,
                fixedHorizon.then(analysis -> Answer.of(analysis.adjusted(fixedPValue))),
                sequential.then(analysis -> Answer.of(analysis.adjusted(sequentialPValue))),
                bayesian);
    }
}
