package io.splitstream.jobs.core;

import java.io.Serializable;

/**
 * How much each kind of click says of frustration: score = min(1, Σ weight · count / clicks).
 *
 * <p>A burst of rage clicks is three clicks at least, so it weighs three by default: a session of nothing but rage
 * clicks scores 1.
 */
public record FrustrationWeights(double rage, double dead, double error) implements Serializable {
    /** What holds unless something else is asked for. */
    public static final FrustrationWeights USUAL = new FrustrationWeights(3, 0.5, 1);

    public FrustrationWeights {
        if (!(rage >= 0 && dead >= 0 && error >= 0) || !Double.isFinite(rage + dead + error)) {
            throw new IllegalArgumentException(
                    "weights: " + rage + ", " + dead + ", " + error + " (expected: finite, 0 or more)");
        }
    }

    /** The score of a session that has interactions; 0 without clicks. */
    public double score(long clicks, long rageClicks, long deadClicks, long errorClicks) {
        return clicks == 0 ? 0 : Math.min(1, (rage * rageClicks + dead * deadClicks + error * errorClicks) / clicks);
    }
}
