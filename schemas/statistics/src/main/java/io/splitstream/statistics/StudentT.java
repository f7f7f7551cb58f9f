package io.splitstream.statistics;

import org.apache.commons.math3.special.Beta;

/**
 * Student's t distribution of any positive number of degrees of freedom, infinity included.
 *
 * <p>Up to 30 degrees the tail is an incomplete beta function. Beyond, that function loses digits with the degrees
 * of freedom, so the density is integrated from t outwards, in the variable in which it falls as e<sup>−y</sup>.
 */
final class StudentT {
    private static final double BY_BETA_BELOW = 30;
    private static final double NORMAL_FROM = 1e15;
    private static final double TAIL_FROM = 1.5;
    private static final double[] PANELS = {0, 1, 3, 8, 18, 45};
    private static final GaussLegendre RULE = new GaussLegendre(20);
    private static final int MOST_STEPS = 200;
    /** Each step squares the error that is left. */
    private static final double LAST_STEP = 1e-9;

    private StudentT() {}

    static double upperTail(double t, double freedom) {
        if (t < 0) {
            return 1 - upperTail(-t, freedom);
        }
        if (freedom >= NORMAL_FROM) {
            return Normal.upperTail(t);
        }
        if (freedom < BY_BETA_BELOW) {
            return 0.5 * Beta.regularizedBeta(freedom / (freedom + t * t), 0.5 * freedom, 0.5);
        }
        if (t < TAIL_FROM) {
            return 0.5 - peak(freedom) * RULE.integrate(s -> relativeDensity(s, freedom), 0, t);
        }
        return density(t, freedom) * relativeTail(t, freedom);
    }

    static double density(double t, double freedom) {
        if (freedom >= NORMAL_FROM) {
            return Normal.density(t);
        }
        return peak(freedom) * relativeDensity(t, freedom);
    }

    /** The density at zero. */
    private static double peak(double freedom) {
        return Math.exp(-0.5 * Math.log(freedom) - Beta.logBeta(0.5, 0.5 * freedom));
    }

    private static double relativeDensity(double t, double freedom) {
        return Math.exp(-0.5 * (freedom + 1) * Math.log1p(t * t / freedom));
    }

    /** The t whose upper tail is q, for q in (0, 1): Newton's method on the logarithm of the tail. */
    static double upperQuantile(double q, double freedom) {
        if (q > 0.5) {
            return -upperQuantile(1 - q, freedom);
        }
        double t = Normal.upperQuantile(q);
        if (freedom >= NORMAL_FROM) {
            return t;
        }
        for (int i = 0; i < MOST_STEPS; i++) {
            double tail = upperTail(t, freedom);
            double step = Math.log(tail / q) * tail / density(t, freedom);
            t = Math.max(0, t + step);
            if (Math.abs(step) <= LAST_STEP * Math.max(1, t)) {
                break;
            }
        }
        return t;
    }

    /** ∫ f(t + s)/f(t) ds over s ≥ 0, by y = (ν + 1)/2 · ln(1 + (2ts + s²)/(ν + t²)). */
    private static double relativeTail(double t, double freedom) {
        double spread = freedom + t * t;
        double sum = 0;
        for (int i = 1; i < PANELS.length; i++) {
            sum += RULE.integrate(
                    y -> {
                        double growth = Math.expm1(2 * y / (freedom + 1));
                        return Math.exp(-y) * (1 + growth) / Math.sqrt(t * t + spread * growth);
                    },
                    PANELS[i - 1],
                    PANELS[i]);
        }
        return sum * spread / (freedom + 1);
    }
}
