package io.splitstream.statistics;

/**
 * The mixture sequential probability ratio test of two equally large arms of known variance, with a normal mixing
 * distribution (Johari, Koomen, Pekelis and Walsh, arXiv 1512.04922). Immutable.
 *
 * @param variance of one user's value, positive
 * @param mixingVariance τ² of the effects expected, positive
 */
public record MixtureSprt(double variance, double mixingVariance) {
    public MixtureSprt {
        if (!(variance > 0 && mixingVariance > 0)) {
            throw new IllegalArgumentException(
                    "variance: " + variance + ", mixingVariance: " + mixingVariance + " (expected: both positive)");
        }
    }

    /** ln Λ, with Λ = √(2σ²/(2σ² + nτ²)) · exp(n²τ²d²/(4σ²(2σ² + nτ²))). */
    public double logLikelihoodRatio(double difference, double usersPerArm) {
        double spread = 2 * variance + usersPerArm * mixingVariance;
        double drift = usersPerArm * difference;
        return 0.5 * Math.log(2 * variance / spread) + drift * drift * mixingVariance / (4 * variance * spread);
    }

    /** min(1, 1/Λ): always valid. */
    public double pValue(double difference, double usersPerArm) {
        return Math.exp(Math.min(0, -logLikelihoodRatio(difference, usersPerArm)));
    }
}
