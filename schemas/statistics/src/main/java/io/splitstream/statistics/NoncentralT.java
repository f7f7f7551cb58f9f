package io.splitstream.statistics;

/** The noncentral t distribution: (Z + δ)/S with S² = χ²ν/ν, integrated over ln S. */
final class NoncentralT {
    private static final double[] NO_KINKS = {};

    private NoncentralT() {}

    /** P(T &gt; t). */
    static double upperTail(double t, double freedom, double noncentrality) {
        LogConcaveDensity logOfS = new LogConcaveDensity(u -> freedom * (u - 0.5 * Math.expm1(2 * u)), 0);
        return logOfS.expectation(u -> Normal.upperTail(t * Math.exp(u) - noncentrality), NO_KINKS);
    }
}
