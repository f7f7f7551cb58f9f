package io.splitstream.statistics;

/**
 * A normal posterior distribution of a difference, test minus control. Immutable.
 *
 * @param mean of the difference
 * @param standardDeviation positive
 */
public record NormalPosterior(double mean, double standardDeviation) {
    public NormalPosterior {
        if (!Double.isFinite(mean) || !(standardDeviation > 0 && Double.isFinite(standardDeviation))) {
            throw new IllegalArgumentException("posterior: mean " + mean + ", standard deviation " + standardDeviation
                    + " (expected: finite, finite positive)");
        }
    }

    /** The posterior under a flat prior: the estimate itself. */
    public static NormalPosterior flat(Contrast contrast) {
        return new NormalPosterior(contrast.effect(), contrast.standardError());
    }

    /** The posterior under a normal prior: precisions add, means are weighted by them. */
    public static NormalPosterior withPrior(Contrast contrast, double priorMean, double priorVariance) {
        double precision = 1 / (contrast.standardError() * contrast.standardError());
        double priorPrecision = 1 / priorVariance;
        double total = precision + priorPrecision;
        return new NormalPosterior(
                (contrast.effect() * precision + priorMean * priorPrecision) / total, 1 / Math.sqrt(total));
    }

    /** P(difference &gt; 0). */
    public double probabilityPositive() {
        return Normal.lowerTail(mean / standardDeviation);
    }

    /** P(difference &lt; 0), as a tail. */
    public double probabilityNegative() {
        return Normal.upperTail(mean / standardDeviation);
    }

    /** E[max(0, difference)] = s·(φ(m/s) + m/s·Φ(m/s)): lost by keeping the control where higher is better. */
    public double expectedGain() {
        return expectedExcess(mean / standardDeviation);
    }

    /** E[max(0, −difference)]: lost by shipping the test arm where higher is better. */
    public double expectedLoss() {
        return expectedExcess(-mean / standardDeviation);
    }

    /** The equal-tailed interval that holds the difference with this probability. */
    public Interval credibleInterval(double level) {
        return Interval.around(mean, standardDeviation * Normal.upperQuantile(0.5 * (1 - level)));
    }

    private double expectedExcess(double z) {
        return standardDeviation * Math.max(0, Normal.density(z) + z * Normal.lowerTail(z));
    }
}
