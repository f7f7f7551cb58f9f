package io.splitstream.statistics;

import java.util.List;

/**
 * How a test arm stands to a guardrail without a fixed threshold: to a margin of δ of the control's own value.
 *
 * <p>Good is up: g = mT − mC + δ|mC|. Good is down: g = mC + δ|mC| − mT. The variance carries the margin's control
 * mean: with s the sign of mC, var(mT) + (1 − δs)²·var(mC), or (1 + δs)² where down is good. Pooled over weight
 * epochs like every sequence's difference. Each bound is a one-sided confidence sequence at α, so that the verdict may be read
 * at any time.
 *
 * @param value g, at least 0 within the margin
 * @param standardError of g
 * @param users of both arms in the weight epochs in which both are past the burn-in
 * @param lower below this g is not
 * @param upper above this g is not
 * @param harmPValue always valid, against g ≥ 0; below α means harmed
 * @param safePValue always valid, against g ≤ 0; below α means safe
 * @param threshold the margin as a value of the metric: mC − δ|mC| or mC + δ|mC|
 * @param verdict what the bounds say
 */
public record GuardrailContrast(
        double value,
        double standardError,
        long users,
        double lower,
        double upper,
        double harmPValue,
        double safePValue,
        double threshold,
        Verdict verdict) {

    /** What is known of the guardrail at level α. */
    public enum Verdict {
        /** The upper bound is below zero. */
        HARMED,
        /** The lower bound is above zero. */
        SAFE,
        INCONCLUSIVE
    }

    /**
     * The contrast of one test arm; withheld with a reason before the burn-in.
     *
     * @param pairs of all weight epochs
     * @param margin δ, the relative degradation put up with, 0 or more
     * @param better which way the guardrail's metric is better
     */
    public static Answer<GuardrailContrast> of(
            List<ArmPair> pairs, double margin, Direction better, SequentialDesign design) {
        if (!(margin >= 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException("margin: " + margin + " (expected: 0 or more)");
        }
        return MetricInference.comparable(pairs, design.minimumSample())
                .then(comparable -> MetricInference.pastBurnIn(comparable, design.minimumSample()))
                .then(past -> {
                    double controlMean = PooledContrast.standardised(past, false);
                    double signed = better.improvement(margin * Math.signum(controlMean));
                    return PooledContrast.of(past, 1 - signed)
                            .then(pooled -> Answer.of(judged(pooled, controlMean * (1 - signed), better, design)));
                });
    }

    private static GuardrailContrast judged(
            PooledContrast pooled, double threshold, Direction better, SequentialDesign design) {
        double value = better.improvement(pooled.contrast().effect());
        double error = pooled.contrast().standardError();
        OneSidedConfidenceSequence sequence = design.oneSidedSequence();
        double lower = sequence.lowerBound(value, error, (double) pooled.users());
        double upper = sequence.upperBound(value, error, (double) pooled.users());
        Verdict verdict = upper < 0 ? Verdict.HARMED : lower > 0 ? Verdict.SAFE : Verdict.INCONCLUSIVE;
        return new GuardrailContrast(
                value,
                error,
                pooled.users(),
                lower,
                upper,
                sequence.pValue(-value / error, (double) pooled.users()),
                sequence.pValue(value / error, (double) pooled.users()),
                threshold,
                verdict);
    }
}
