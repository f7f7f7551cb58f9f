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
}
