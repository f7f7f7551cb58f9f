package io.splitstream.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Means adjusted by a covariate known before exposure (CUPED: Deng, Xu, Kohavi and Walker, WSDM 2013). The arm's
 * moments hold the outcome as x and the covariate as y. The adjusted outcome is x − θ·y; with θ = cov(x, y)/var(y)
 * over all users compared its variance is least.
 */
public final class Cuped {
    private Cuped() {}

    /** θ over the users of both arms together; 0 where the covariate does not vary. */
    public static double theta(ArmStatistics control, ArmStatistics test) {
        ArmStatistics joint = control.plus(test);
        if (joint.users() < 2) {
            return 0;
        }
        double variance = joint.varianceOfY();
        return variance > 0 ? joint.covariance() / variance : 0;
    }

    /** The arm with x − θ·y in place of x. */
    public static ArmStatistics adjust(ArmStatistics arm, double theta) {
        BigDecimal factor = new BigDecimal(theta, MathContext.DECIMAL64);
        Moments raw = arm.moments();
        BigDecimal x = raw.x().subtract(factor.multiply(raw.y()));
        BigDecimal xx = raw.xx()
                .subtract(BigDecimal.valueOf(2).multiply(factor).multiply(raw.xy()))
                .add(factor.pow(2).multiply(raw.yy()));
        return ArmStatistics.mean(arm.users(), Moments.of(x, xx), arm.nonZeroNumerators());
    }

    /**
     * (adjusted mT − adjusted mC)/|unadjusted mC| by the delta method over outcome and covariate: vT = adjusted
     * variance/(nT·mC²), vC = (var(x)·r² − 2θ·cov(x, y)·r + θ²·var(y))/(nC·mC²) with r = mT/mC of the unadjusted
     * means (GrowthBook, packages/stats/gbstats).
     */
    public static Answer<Contrast> relative(ArmStatistics control, ArmStatistics test) {
        double theta = theta(control, test);
        ArmStatistics adjustedControl = adjust(control, theta);
        ArmStatistics adjustedTest = adjust(test, theta);
        return Contrast.absolute(adjustedControl, adjustedTest).then(absolute -> {
            double meanC = control.estimate().orElseThrow();
            if (meanC == 0) {
                return Answer.withheld(Reason.ZERO_BASELINE);
            }
            double ratio = test.estimate().orElseThrow() / meanC;
            double ofControl = (control.unitVariance().orElseThrow() * ratio * ratio
                            - 2 * theta * control.covariance() * ratio
                            + theta * theta * control.varianceOfY())
                    / control.users();
            double ofTest = adjustedTest.unitVariance().orElseThrow() / test.users();
            return Contrast.checked(
                    absolute.effect() / Math.abs(meanC),
                    (ofControl + ofTest) / (meanC * meanC),
                    absolute.degreesOfFreedom());
        });
    }

    /**
     * The same effect with the variance taken as if the unadjusted control mean b were a constant but for the
     * control's own part: adjusted vT/(nT·b²) + adjusted vC·(adjusted mT)²/(nC·b⁴) (PostHog,
     * products/experiments/stats). Kept for comparison; the API uses {@link #relative}.
     */
    public static Answer<Contrast> relativeToUnadjusted(ArmStatistics control, ArmStatistics test) {
        double theta = theta(control, test);
        ArmStatistics adjustedControl = adjust(control, theta);
        ArmStatistics adjustedTest = adjust(test, theta);
        return Contrast.absolute(adjustedControl, adjustedTest).then(absolute -> {
            double base = control.estimate().orElseThrow();
            if (base == 0) {
                return Answer.withheld(Reason.ZERO_BASELINE);
            }
            double ratio = adjustedTest.estimate().orElseThrow() / base;
            double variance = (adjustedTest.unitVariance().orElseThrow() / test.users()
                            + adjustedControl.unitVariance().orElseThrow() / control.users() * ratio * ratio)
                    / (base * base);
            return Contrast.checked(absolute.effect() / Math.abs(base), variance, absolute.degreesOfFreedom());
        });
    }

    /** Every pair adjusted by one θ, pooled over both arms and all weight epochs. */
    static List<ArmPair> adjust(List<ArmPair> pairs) {
        double theta = theta(MetricInference.total(pairs, false), MetricInference.total(pairs, true));
        return pairs.stream()
                .map(pair -> new ArmPair(adjust(pair.control(), theta), adjust(pair.test(), theta)))
                .toList();
    }
}
