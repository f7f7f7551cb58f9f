package io.splitstream.api.decision;

import io.splitstream.contracts.evidence.MetricStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Whether an experiment's traffic can be trusted.
 *
 * @param sampleRatioPValue always valid: that users split as the weights say
 * @param sampleRatioChiSquarePValue the same for one look, for display
 * @param crossovers users seen in several variants
 * @param users seen at all
 * @param behindSeconds how far the results are behind while the experiment runs; null when it does not run
 */
public record Validity(
        double sampleRatioPValue,
        double sampleRatioChiSquarePValue,
        long crossovers,
        long users,
        @Nullable Long behindSeconds) {
    /** Below it the split is not what it should be. */
    public static final double SAMPLE_RATIO_LEVEL = MetricStatistics.SAMPLE_RATIO_LEVEL;

    static final long FEWEST_CROSSOVERS = 10;
    static final double CROSSOVER_SHARE = 0.01;
    static final long MOST_SECONDS_BEHIND = 60;

    public boolean sampleRatioMismatch() {
        return sampleRatioPValue < SAMPLE_RATIO_LEVEL;
    }

    public double crossoverShare() {
        return users == 0 ? 0 : (double) crossovers / users;
    }

    public boolean tooManyCrossovers() {
        return crossovers >= FEWEST_CROSSOVERS && crossoverShare() > CROSSOVER_SHARE;
    }

    public boolean behind() {
        return behindSeconds != null && behindSeconds > MOST_SECONDS_BEHIND;
    }

    /** Whether nothing speaks against the traffic. */
    public boolean isHealthy() {
        return !sampleRatioMismatch() && !tooManyCrossovers() && !behind();
    }
}
