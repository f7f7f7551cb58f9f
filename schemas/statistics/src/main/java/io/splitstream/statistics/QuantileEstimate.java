package io.splitstream.statistics;

/**
 * A quantile of values, and its bounds from order statistics.
 *
 * @param values how many
 * @param valuesOfBounds how many there were when the bounds were taken
 * @param quantile the estimate
 * @param bounds its 95 % interval: values at the ranks nν ± z√(nν(1 − ν))
 */
public record QuantileEstimate(long values, long valuesOfBounds, double quantile, Interval bounds) {
    private static final double TAIL = 0.025;

    public QuantileEstimate {
        if (values < 2 || valuesOfBounds < 1) {
            throw new IllegalArgumentException("values: " + values + ", valuesOfBounds: " + valuesOfBounds
                    + " (expected: at least 2, at least 1)");
        }
    }

    /** The variance of one value's contribution: (n*&#47;n)(n − 1)((upper − lower)/(2z))² (GrowthBook, gbstats). */
    public double unitVariance() {
        double deviation = (bounds.upper() - bounds.lower()) / (2 * Normal.upperQuantile(TAIL));
        return (double) valuesOfBounds / values * (values - 1) * deviation * deviation;
    }

    /** The difference of two quantiles, test minus control, absolute or relative to |control|. */
    public static Answer<Contrast> contrast(QuantileEstimate control, QuantileEstimate test, boolean relative) {
        double difference = test.quantile - control.quantile;
        if (relative && control.quantile == 0) {
            return Answer.withheld(Reason.ZERO_BASELINE);
        }
        double variance = Contrast.variance(
                new Contrast.Estimate(control.quantile, control.unitVariance(), control.values),
                new Contrast.Estimate(test.quantile, test.unitVariance(), test.values),
                relative);
        return Contrast.checked(
                relative ? difference / Math.abs(control.quantile) : difference, variance, Double.POSITIVE_INFINITY);
    }
}
