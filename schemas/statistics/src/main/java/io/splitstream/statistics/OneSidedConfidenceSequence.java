package io.splitstream.statistics;

/**
 * The one-sided asymptotic confidence sequence: a bound that holds at all times at once (Waudby-Smith and others,
 * arXiv 2103.06476, equation 134). Immutable.
 *
 * @param alpha chance that the bound is ever wrong, in (0, ½)
 * @param rho tuning, positive
 */
public record OneSidedConfidenceSequence(double alpha, double rho) {
    private static final double LINEAR_FROM = 40;

    public OneSidedConfidenceSequence {
        ConfidenceSequence.checkAlpha(2 * alpha);
        ConfidenceSequence.checkRho(rho);
    }

    /** The sequence tuned for that many users of both arms together: ρ of the two-sided one at 2α. */
    public static OneSidedConfidenceSequence tunedFor(double alpha, double users) {
        return new OneSidedConfidenceSequence(alpha, ConfidenceSequence.rho(2 * alpha, users));
    }

    /** Distance of the bound in standard errors: √(2(nρ² + 1)/(nρ²) · ln(1 + √(nρ² + 1)/(2α))). */
    public double criticalValue(double users) {
        double m = users * rho * rho;
        return Math.sqrt(2 * (m + 1) / m * Math.log1p(Math.sqrt(m + 1) / (2 * alpha)));
    }

    /** Below this the effect is not. */
    public double lowerBound(double effect, double standardError, double users) {
        return effect - standardError * criticalValue(users);
    }

    /** Above this the effect is not. */
    public double upperBound(double effect, double standardError, double users) {
        return effect + standardError * criticalValue(users);
    }

    /**
     * The always-valid p-value against an effect of zero or less: min(1, √(nρ² + 1)/(2(exp(nρ²z²/(2(nρ² + 1))) −
     * 1))), 1 where z ≤ 0. Below α exactly when the lower bound is above zero.
     *
     * @param z the effect in standard errors
     */
    public double pValue(double z, double users) {
        if (z <= 0) {
            return 1;
        }
        double m = users * rho * rho;
        double evidence = 0.5 * m / (m + 1) * z * z;
        double logOfLess = evidence > LINEAR_FROM ? evidence : Math.log(Math.expm1(evidence));
        return Math.exp(Math.min(0, 0.5 * Math.log1p(m) - Math.log(2) - logOfLess));
    }
}
