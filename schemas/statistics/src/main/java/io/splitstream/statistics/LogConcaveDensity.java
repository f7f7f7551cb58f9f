package io.splitstream.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A distribution on the real line whose density has one peak and falls at least exponentially, integrated
 * numerically. Its panels end where the density has fallen by e<sup>−t²/2</sup>, t = 0.75, 1.5, … 9, so that they
 * fit any peak and any tail; beyond the last one lies less than 1e-16 of the mass. Immutable.
 */
final class LogConcaveDensity {
    private static final double STEP = 0.75;
    private static final int PANELS_A_SIDE = 12;
    private static final int HALVINGS = 60;
    private static final GaussLegendre RULE = new GaussLegendre(10);

    private final DoubleUnaryOperator logDensity;
    private final double[] ends;
    /** Mass below, and above, each end. */
    private final double[] below;

    private final double[] above;
    /** Per panel the mass from its start, as a series of Legendre polynomials. */
    private final double[][] within;

    private final double logTotal;

    /**
     * @param logDensity logarithm of the density relative to that at the mode
     * @param mode where the density peaks
     */
    LogConcaveDensity(DoubleUnaryOperator logDensity, double mode) {
        this.logDensity = logDensity;
        int panels = 2 * PANELS_A_SIDE;
        ends = new double[panels + 1];
        ends[PANELS_A_SIDE] = mode;
        double left = 0;
        double right = 0;
        for (int k = 1; k <= PANELS_A_SIDE; k++) {
            double fall = -0.5 * (STEP * k) * (STEP * k);
            left = distance(mode, -1, left, fall);
            right = distance(mode, 1, right, fall);
            ends[PANELS_A_SIDE - k] = mode - left;
            ends[PANELS_A_SIDE + k] = mode + right;
        }
        double[] masses = new double[panels];
        within = new double[panels][];
        for (int i = 0; i < panels; i++) {
            within[i] = RULE.integralSeries(u -> Math.exp(logDensity.applyAsDouble(u)), ends[i], ends[i + 1]);
            masses[i] = GaussLegendre.valueOf(within[i], 1);
        }
        double total = Arrays.stream(masses).sum();
        logTotal = Math.log(total);
        for (double[] series : within) {
            for (int k = 0; k < series.length; k++) {
                series[k] /= total;
            }
        }
        below = new double[panels + 1];
        above = new double[panels + 1];
        for (int i = 0; i < panels; i++) {
            below[i + 1] = below[i] + masses[i] / total;
            above[panels - 1 - i] = above[panels - i] + masses[panels - 1 - i] / total;
        }
    }

    double density(double u) {
        return Math.exp(logDensity.applyAsDouble(u) - logTotal);
    }

    double lower() {
        return ends[0];
    }

    double upper() {
        return ends[ends.length - 1];
    }

    /** The panels' ends, ascending. */
    double[] ends() {
        return ends.clone();
    }

    /** P(U ≤ u). */
    double lowerTail(double u) {
        int panel = panelOf(u);
        if (panel < 0) {
            return u < ends[0] ? 0 : 1;
        }
        return Math.min(1, below[panel] + massWithin(panel, u));
    }

    /** P(U &gt; u). */
    double upperTail(double u) {
        int panel = panelOf(u);
        if (panel < 0) {
            return u < ends[0] ? 1 : 0;
        }
        double rest = above[panel] - above[panel + 1] - massWithin(panel, u);
        return Math.min(1, above[panel + 1] + Math.max(0, rest));
    }

    private double massWithin(int panel, double u) {
        double s = 2 * (u - ends[panel]) / (ends[panel + 1] - ends[panel]) - 1;
        return Math.max(0, GaussLegendre.valueOf(within[panel], s));
    }

    /** The u with P(U ≤ u) = p, for p in (0, 1). */
    double quantile(double p) {
        int panel = 0;
        while (panel < ends.length - 2 && below[panel + 1] < p) {
            panel++;
        }
        double from = ends[panel];
        double to = ends[panel + 1];
        double u = 0.5 * (from + to);
        for (int i = 0; i < HALVINGS; i++) {
            double excess = lowerTail(u) - p;
            if (excess > 0) {
                to = u;
            } else {
                from = u;
            }
            double next = u - excess / density(u);
            next = next > from && next < to ? next : 0.5 * (from + to);
            if (Math.abs(next - u) <= 1e-14 * (ends[panel + 1] - ends[panel])) {
                return next;
            }
            u = next;
        }
        return u;
    }

    /**
     * ∫ f(u)·g(u) du over this distribution's range, where g is smooth but at the given points.
     *
     * @param kinks ascending
     */
    double expectation(DoubleUnaryOperator function, double[] kinks) {
        return integrate(u -> density(u) * function.applyAsDouble(u), ends[0], ends[ends.length - 1], kinks);
    }

    /** ∫ g(u) du between two points, split at this distribution's panels and at the kinks. */
    double integrate(DoubleUnaryOperator function, double from, double to, double[] kinks) {
        double[] cuts = new double[ends.length + kinks.length];
        System.arraycopy(ends, 0, cuts, 0, ends.length);
        System.arraycopy(kinks, 0, cuts, ends.length, kinks.length);
        Arrays.sort(cuts);
        double sum = 0;
        double start = from;
        for (double cut : cuts) {
            if (cut > start && cut < to) {
                sum += RULE.integrate(function, start, cut);
                start = cut;
            }
        }
        return start < to ? sum + RULE.integrate(function, start, to) : sum;
    }

    private int panelOf(double u) {
        if (!(u >= ends[0] && u < ends[ends.length - 1])) {
            return -1;
        }
        int index = Arrays.binarySearch(ends, u);
        return index >= 0 ? index : -index - 2;
    }

    /** How far from the mode the density has fallen by {@code fall}, starting from a distance where it has not. */
    private double distance(double mode, int side, double start, double fall) {
        double near = start;
        double far = Math.max(2 * start, 1e-12);
        while (logDensity.applyAsDouble(mode + side * far) > fall) {
            near = far;
            far *= 2;
        }
        for (int i = 0; i < HALVINGS && far - near > 1e-6 * far; i++) {
            double middle = 0.5 * (near + far);
            if (logDensity.applyAsDouble(mode + side * middle) > fall) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }
}
