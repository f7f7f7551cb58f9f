package io.splitstream.statistics;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution, with tails that stay right down to 1e-300. */
final class Normal {
    private static final double ROOT_2 = Math.sqrt(2);
    private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);
    private static final int MOST_STEPS = 100;
    /** Each step squares the error that is left. */
    private static final double LAST_STEP = 1e-9;

    private Normal() {}

    static double density(double z) {
        return Math.exp(-0.5 * z * z) / ROOT_2_PI;
    }

    /** P(Z &gt; z), computed as a tail and never as one minus the rest. */
    static double upperTail(double z) {
        return 0.5 * Erf.erfc(z / ROOT_2);
    }

    static double lowerTail(double z) {
        return upperTail(-z);
    }

    /**
     * The z whose upper tail is q, for q in (0, 1). Newton's method on the logarithm of the tail, which is concave;
     * the start √(−2·ln q) lies right of the root, so the steps go left and cannot overshoot.
     */
    static double upperQuantile(double q) {
        if (q > 0.5) {
            return -upperQuantile(1 - q);
        }
        double z = Math.sqrt(-2 * Math.log(q));
        for (int i = 0; i < MOST_STEPS; i++) {
            double tail = upperTail(z);
            double step = Math.log(tail / q) * tail / density(z);
            z += step;
            if (Math.abs(step) <= LAST_STEP * Math.max(1, z)) {
                break;
            }
        }
        return z;
    }
}
