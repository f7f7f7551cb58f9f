package io.splitstream.statistics;

/**
 * The normal mixture boundary: a curve that a sum of centred, sub-Gaussian steps crosses at any time with
 * probability at most α (Howard, Ramdas, McAuliffe and Sekhon, arXiv 1810.08240, section 3; the authors' confseq).
 * Immutable.
 *
 * @param rho tuning, positive
 * @param oneSided whether only upward crossings count
 */
public record NormalMixtureBoundary(double rho, boolean oneSided) {
    private static final int HALVINGS = 200;

    public NormalMixtureBoundary {
        ConfidenceSequence.checkRho(rho);
    }

    /** The boundary that is lowest at intrinsic time {@code variance}: ρ = v/(2·ln(1/α) + ln(1 + 2·ln(1/α))). */
    public static NormalMixtureBoundary tunedFor(double variance, double alpha, boolean oneSided) {
        double surprise = -2 * Math.log(oneSided ? 2 * alpha : alpha);
        return new NormalMixtureBoundary(variance / (surprise + Math.log1p(surprise)), oneSided);
    }

    /**
     * Logarithm of the mixture supermartingale at sum s and intrinsic time v: ½·ln(ρ/(v + ρ)) + s²/(2(v + ρ)); one
     * sided plus ln 2 + ln Φ(s/√(v + ρ)).
     */
    public double logMixture(double sum, double variance) {
        double spread = variance + rho;
        double both = 0.5 * Math.log(rho / spread) + sum * sum / (2 * spread);
        return oneSided ? both + Math.log(2) + Math.log(Normal.lowerTail(sum / Math.sqrt(spread))) : both;
    }

    /** The boundary at intrinsic time v: the sum at which the supermartingale reaches 1/α. */
    public double bound(double variance, double alpha) {
        double spread = variance + rho;
        double twoSided = Math.sqrt(spread * (Math.log(spread / rho) - 2 * Math.log(alpha)));
        if (!oneSided) {
            return twoSided;
        }
        double low = 0;
        double high = twoSided;
        for (int i = 0; i < HALVINGS && high - low > 1e-15 * high; i++) {
            double middle = 0.5 * (low + high);
            if (logMixture(middle, variance) < -Math.log(alpha)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
