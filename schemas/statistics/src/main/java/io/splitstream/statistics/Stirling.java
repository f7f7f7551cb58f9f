package io.splitstream.statistics;

import org.apache.commons.math3.special.Gamma;

/**
 * Logarithms of Γ taken apart, for sums in which their leading parts z·ln z − z cancel: at 1e12 users those are 1e13,
 * and their difference would have no digit left.
 */
final class Stirling {
    private static final double STIRLING_FROM = 10;

    private Stirling() {}

    /**
     * Seen·ln(seen/expected) − seen + expected: what is left of the leading parts where seen and expected have equal
     * totals.
     */
    static double divergence(double seen, double expected) {
        double excess = (seen - expected) / expected;
        return expected * ((1 + excess) * Math.log1p(excess) - excess);
    }

    /** ln Γ(z) − z·ln z + z. */
    static double rest(double z) {
        if (z < STIRLING_FROM) {
            return Gamma.logGamma(z) - z * Math.log(z) + z;
        }
        double inverse = 1 / (z * z);
        double series = (1.0 / 12
                        - inverse
                                * (1.0 / 360
                                        - inverse
                                                * (1.0 / 1260
                                                        - inverse
                                                                * (1.0 / 1680
                                                                        - inverse
                                                                                * (1.0 / 1188
                                                                                        - inverse
                                                                                                * (691.0 / 360360
                                                                                                        - inverse
                                                                                                                / 156))))))
                / z;
        return 0.5 * Math.log(2 * Math.PI / z) + series;
    }
}
