package io.splitstream.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/** The Gauss and Legendre rule of a number of points, on any interval. Immutable. */
final class GaussLegendre {
    private final double[] points;
    private final double[] weights;

    GaussLegendre(int size) {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(size);
        points = new double[size];
        weights = new double[size];
        for (int i = 0; i < size; i++) {
            points[i] = rule.getPoint(i);
            weights[i] = rule.getWeight(i);
        }
    }

    double integrate(DoubleUnaryOperator function, double from, double to) {
        double half = 0.5 * (to - from);
        double centre = 0.5 * (to + from);
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += weights[i] * function.applyAsDouble(centre + half * points[i]);
        }
        return half * sum;
    }

    /**
     * The function's integral from the start of an interval as a series of Legendre polynomials, of one degree more
     * than the rule has points: b with ∫ from −1 to s = Σ bₖPₖ(s), the interval being taken as [−1, 1]. By cₖ = (k +
     * ½)·Σ wᵢf(sᵢ)Pₖ(sᵢ) and (2k + 1)·∫Pₖ = Pₖ₊₁ − Pₖ₋₁.
     */
    double[] integralSeries(DoubleUnaryOperator function, double from, double to) {
        double half = 0.5 * (to - from);
        double centre = 0.5 * (to + from);
        double[] moments = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            double value = weights[i] * function.applyAsDouble(centre + half * points[i]);
            double before = 0;
            double at = 1;
            for (int k = 0; k < moments.length; k++) {
                moments[k] += value * at;
                double next = ((2 * k + 1) * points[i] * at - k * before) / (k + 1);
                before = at;
                at = next;
            }
        }
        double[] series = new double[points.length + 1];
        series[0] = 0.5 * half * moments[0];
        for (int k = 0; k < moments.length; k++) {
            series[k + 1] += 0.5 * half * moments[k];
            if (k > 0) {
                series[k - 1] -= 0.5 * half * moments[k];
            }
        }
        return series;
    }

    /** A series of Legendre polynomials at s in [−1, 1]. */
    static double valueOf(double[] series, double s) {
        double sum = series[0];
        double before = 1;
        double at = s;
        for (int k = 1; k < series.length; k++) {
            sum += series[k] * at;
            double next = ((2 * k + 1) * s * at - k * before) / (k + 1);
            before = at;
            at = next;
        }
        return sum;
    }
}
