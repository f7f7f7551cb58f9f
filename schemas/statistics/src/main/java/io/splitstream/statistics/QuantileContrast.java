package io.splitstream.statistics;

import io.splitstream.statistics.QuantileSketch.Bounds;
import java.util.List;

/**
 * The difference of two arms' quantiles, test minus control, pooled over weight epochs as Σ(nₑ/n)·differenceₑ.
 *
 * <p>Its bounds are recovered from the bounds of the arms (MOVER: Zou and Donner, Statistics in Medicine 2008): the
 * lower one lies √((qT − lT)² + (uC − qC)²) below the difference, the upper one √((uT − qT)² + (qC − lC)²) above. The
 * arms' bounds need not be symmetric, so that totals which take few values, whose median may jump from one to the
 * next, give no false alarm. What the bins hide, half a bin of each arm, is added outside of the root: it does not
 * average out.
 *
 * @param effect the difference
 * @param below distance of the lower bound, 0 or more
 * @param above distance of the upper bound, 0 or more
 * @param controlQuantile Σ(nₑ/n)·qCₑ
 * @param testQuantile Σ(nₑ/n)·qTₑ
 */
record QuantileContrast(double effect, double below, double above, double controlQuantile, double testQuantile) {

    /** The contrast of one pair or more, each with bounds of both arms at this level. */
    static QuantileContrast of(List<SketchPair> pairs, double q, double level) {
        double values = pairs.stream().mapToLong(SketchPair::values).sum();
        double controlQuantile = 0;
        double testQuantile = 0;
        double squaredBelow = 0;
        double squaredAbove = 0;
        double hidden = 0;
        for (SketchPair pair : pairs) {
            Bounds ofControl = pair.control().bounds(q, level).value().orElseThrow();
            Bounds ofTest = pair.test().bounds(q, level).value().orElseThrow();
            double weight = pair.values() / values;
            double quantileC = QuantileBins.value(ofControl.quantile());
            double quantileT = QuantileBins.value(ofTest.quantile());
            double fallT = quantileT - QuantileBins.value(ofTest.lower());
            double riseC = QuantileBins.value(ofControl.upper()) - quantileC;
            double riseT = QuantileBins.value(ofTest.upper()) - quantileT;
            double fallC = quantileC - QuantileBins.value(ofControl.lower());
            squaredBelow += weight * weight * (fallT * fallT + riseC * riseC);
            squaredAbove += weight * weight * (riseT * riseT + fallC * fallC);
            hidden += weight * (hidden(ofControl) + hidden(ofTest));
            controlQuantile += weight * quantileC;
            testQuantile += weight * quantileT;
        }
        return new QuantileContrast(
                testQuantile - controlQuantile,
                Math.sqrt(squaredBelow) + hidden,
                Math.sqrt(squaredAbove) + hidden,
                controlQuantile,
                testQuantile);
    }

    Interval interval() {
        return new Interval(effect - below, effect + above);
    }

    /**
     * The contrast as a normal one whose standard error is that of the side towards zero, so that its p-value is
     * below 1 − level exactly when the interval of that level leaves out zero.
     */
    Answer<Contrast> towardsZero(double level) {
        double distance = effect > 0 ? below : effect < 0 ? above : Math.max(below, above);
        double error = distance / Normal.upperQuantile(0.5 * (1 - level));
        return Contrast.checked(effect, error * error, Double.POSITIVE_INFINITY);
    }

    /** Half the width of the widest bin in play: how far what it stands for may be from the value at the rank. */
    private static double hidden(Bounds bounds) {
        return Math.max(halfWidth(bounds.quantile()), Math.max(halfWidth(bounds.lower()), halfWidth(bounds.upper())));
    }

    private static double halfWidth(int bin) {
        Interval range = QuantileBins.range(bin);
        double value = QuantileBins.value(bin);
        return Math.max(range.upper() - value, value - range.lower());
    }
}
