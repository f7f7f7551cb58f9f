package io.splitstream.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether users split as their weights say. {@link #sequential} may be watched; the others are for one look, and for
 * display.
 */
public final class SampleRatio {
    /** Weight of the prior, in users: Dirichlet(1000 · weights). */
    public static final double PRIOR_USERS = 1_000;

    private SampleRatio() {}

    /**
     * Users by first variant within one weight epoch, and the weights they were assigned by.
     *
     * @param observed users of each arm, 0 or more
     * @param weights of each arm, 0 or more; arms of weight 0 are left out, the rest are scaled to sum to 1
     */
    public record Split(List<Long> observed, List<Double> weights) {
        public Split {
            observed = List.copyOf(observed);
            weights = List.copyOf(weights);
            if (observed.size() != weights.size()
                    || observed.stream().anyMatch(count -> count < 0)
                    || weights.stream().anyMatch(weight -> !(weight >= 0 && Double.isFinite(weight)))) {
                throw new IllegalArgumentException("split: observed " + observed + " by weights " + weights
                        + " (expected: as many of each, none negative)");
            }
        }

        private int[] arms() {
            return IntStream.range(0, weights.size())
                    .filter(arm -> weights.get(arm) > 0)
                    .toArray();
        }

        private double[] counts() {
            return IntStream.of(arms()).mapToDouble(observed::get).toArray();
        }

        private double[] shares() {
            double total = IntStream.of(arms()).mapToDouble(weights::get).sum();
            return IntStream.of(arms())
                    .mapToDouble(arm -> weights.get(arm) / total)
                    .toArray();
        }
    }

    /**
     * Evidence that the split is not as the weights say: how many times likelier the counts are under some split,
     * by a Dirichlet prior around the weights, than under the weights.
     *
     * @param logAlternative ln M1, the Dirichlet-multinomial marginal of the sequence of users
     * @param logNull ln M0, their probability under the weights
     */
    public record Evidence(double logAlternative, double logNull) {
        /** ln(M1/M0). */
        public double logFactor() {
            return logAlternative - logNull;
        }

        /** min(1, M0/M1): always valid. */
        public double pValue() {
            return Math.exp(Math.min(0, -logFactor()));
        }
    }

    /**
     * The sequential multinomial test (Lindon and Malek, arXiv 2011.03567) over all weight epochs: E is the product of
     * each epoch's M1/M0 and p = min(1, 1/E). 1 where no epoch has two arms or a user. Watch it as often as you like;
     * it is not a running minimum.
     */
    public static double sequential(List<Split> epochs) {
        double logFactor = epochs.stream()
                .mapToDouble(split -> logFactor(split.counts(), scaled(split.shares(), PRIOR_USERS), split.shares()))
                .sum();
        return Math.exp(Math.min(0, -logFactor));
    }

    /**
     * The evidence of one epoch under a prior of one's own.
     *
     * @param prior parameters of the Dirichlet distribution for each arm of positive weight, all positive
     */
    public static Evidence evidence(Split split, List<Double> prior) {
        double[] counts = split.counts();
        double[] shares = split.shares();
        double logNull = IntStream.range(0, counts.length)
                .mapToDouble(arm -> counts[arm] * Math.log(shares[arm]))
                .sum();
        double logFactor = logFactor(
                counts, prior.stream().mapToDouble(Double::doubleValue).toArray(), shares);
        return new Evidence(logNull + logFactor, logNull);
    }

    /** χ² of the counts: Σ(o − e)²/e over arms of positive weight, with one degree of freedom less than arms. */
    public static double chiSquare(Split split) {
        double[] counts = split.counts();
        double[] shares = split.shares();
        double users = IntStream.range(0, counts.length)
                .mapToDouble(arm -> counts[arm])
                .sum();
        return users == 0
                ? 0
                : IntStream.range(0, counts.length)
                        .mapToDouble(arm -> {
                            double expected = users * shares[arm];
                            return (counts[arm] - expected) * (counts[arm] - expected) / expected;
                        })
                        .sum();
    }

    /** The χ² test's p-value, as a tail; 1 with fewer than two arms of positive weight or without users. */
    public static double chiSquarePValue(Split split) {
        int arms = split.arms().length;
        double statistic = chiSquare(split);
        return arms < 2 || statistic == 0 ? 1 : Gamma.regularizedGammaQ(0.5 * (arms - 1), 0.5 * statistic);
    }

    /**
     * The two-sided binomial z test of the first of two arms: z = (x − np)/√(np(1 − p)), with the continuity
     * correction of ½ if asked for. 1 without users or without a second arm.
     */
    public static double binomialZPValue(Split split, boolean continuity) {
        Binomial binomial = Binomial.of(split);
        double variance = binomial.users() * binomial.share() * (1 - binomial.share());
        if (variance <= 0) {
            return 1;
        }
        double distance = Math.abs(binomial.successes() - binomial.users() * binomial.share());
        double size = Math.max(0, distance - (continuity ? 0.5 : 0));
        return Math.min(1, 2 * Normal.upperTail(size / Math.sqrt(variance)));
    }

    /**
     * The two-sided exact binomial test of the first of two arms: the probability of all counts that are no likelier
     * than the one seen. 1 without users or without a second arm.
     */
    public static double binomialExactPValue(Split split) {
        return Binomial.of(split).twoSidedPValue();
    }

    private static double[] scaled(double[] shares, double users) {
        return Arrays.stream(shares).map(share -> share * users).toArray();
    }

    /**
     * ln of Γ(A)/Γ(A + n) · Π Γ(αᵢ + xᵢ)/(Γ(αᵢ)·pᵢ^xᵢ). The leading parts of the logarithms of Γ, which at 1e12 users
     * cancel to the last digit, are summed as n times a divergence instead, which does not.
     */
    private static double logFactor(double[] counts, double[] prior, double[] shares) {
        if (counts.length < 2) {
            return 0;
        }
        return logGammas(counts, prior, shares) - logGammas(new double[counts.length], prior, shares);
    }

    /** Σ ln Γ(αᵢ + xᵢ) − ln Γ(A + n) − Σ (αᵢ + xᵢ)·ln pᵢ. */
    private static double logGammas(double[] counts, double[] prior, double[] shares) {
        double total = 0;
        for (int arm = 0; arm < counts.length; arm++) {
            total += prior[arm] + counts[arm];
        }
        double divergence = 0;
        double rest = -Stirling.rest(total);
        for (int arm = 0; arm < counts.length; arm++) {
            double seen = prior[arm] + counts[arm];
            divergence += Stirling.divergence(seen, total * shares[arm]);
            rest += Stirling.rest(seen);
        }
        return divergence + rest;
    }
}
