package io.splitstream.statistics;

import java.util.List;

/**
 * The contrast mT − k·mC pooled over weight epochs: Σ(nₑ/n)·contrastₑ with variance Σ(nₑ/n)²·varₑ over the epochs
 * given, nₑ being the pair's users. Degrees of freedom by Satterthwaite over all components.
 *
 * @param contrast the pooled contrast
 * @param controlMean Σ(nₑ/n)·mCₑ
 * @param testMean Σ(nₑ/n)·mTₑ
 * @param users n
 */
record PooledContrast(Contrast contrast, double controlMean, double testMean, long users) {

    /** The pooled difference of comparable pairs, at least one. */
    static Answer<PooledContrast> difference(List<ArmPair> pairs) {
        return of(pairs, 1);
    }

    /** mT − k·mC; k = 1 is the difference, other k carry a margin relative to the control's mean. */
    static Answer<PooledContrast> of(List<ArmPair> pairs, double k) {
        double users = total(pairs);
        double effect = 0;
        double varianceC = 0;
        double varianceT = 0;
        double satterthwaite = 0;
        for (ArmPair pair : pairs) {
            ArmStatistics control = pair.control();
            ArmStatistics test = pair.test();
            double weight = pair.users() / users;
            effect +=
                    weight * (test.minus(control) + (1 - k) * control.estimate().orElseThrow());
            double ofC = weight * weight * control.unitVariance().orElseThrow() / control.users();
            double ofT = weight * weight * test.unitVariance().orElseThrow() / test.users();
            // Of each epoch, not of the sums: another epoch's noise says nothing of this one's.
            if (ofC <= 0 || ofT <= 0) {
                return Answer.withheld(Reason.ZERO_OR_NEGATIVE_VARIANCE);
            }
            varianceC += ofC;
            varianceT += ofT;
            satterthwaite += share(k * k * ofC, control.users()) + share(ofT, test.users());
        }
        double variance = k * k * varianceC + varianceT;
        double freedom = pairs.get(0).control().kind() == MetricKind.SHARE
                ? Double.POSITIVE_INFINITY
                : variance / satterthwaite * variance;
        return Contrast.checked(effect, variance, freedom)
                .then(contrast -> Answer.of(new PooledContrast(
                        contrast, standardised(pairs, false), standardised(pairs, true), (long) users)));
    }

    /** An arm's estimate as if it had the pair's mix of epochs: Σ(nₑ/n)·mₑ. */
    static double standardised(List<ArmPair> pairs, boolean test) {
        double users = total(pairs);
        return pairs.stream()
                .mapToDouble(pair -> pair.users()
                        / users
                        * (test ? pair.test() : pair.control()).estimate().orElseThrow())
                .sum();
    }

    private static double share(double variance, long users) {
        return users > 1 ? variance * variance / (users - 1) : 0;
    }

    private static double total(List<ArmPair> pairs) {
        return pairs.stream().mapToLong(ArmPair::users).sum();
    }
}
