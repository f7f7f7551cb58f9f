package io.splitstream.statistics;

/**
 * An asymptotic confidence sequence: an interval that holds at all times at once, so that it may be watched while
 * data come in and stopped at whenever one likes (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, arXiv 2103.06476,
 * equations 9, 155 and 161). Two-sided; {@link OneSidedConfidenceSequence} is the other. Immutable.
 *
 * <p>It is asymptotic: the callers see to a burn-in, without which it errs on sparse metrics.
 *
 * @param alpha chance of ever leaving out the truth, in (0, 1)
 * @param rho tuning, positive: with it the sequence is narrowest at some number of users
 */
public record ConfidenceSequence(double alpha, double rho) {
    public ConfidenceSequence {
        checkAlpha(alpha);
        checkRho(rho);
    }

    /** The sequence that is narrowest at that many users of both arms together. */
    public static ConfidenceSequence tunedFor(double alpha, double users) {
        return new ConfidenceSequence(alpha, rho(alpha, users));
    }

    /** ρ = √((−2·ln α + ln(1 − 2·ln α))/N). */
    static double rho(double alpha, double users) {
        double surprise = -2 * Math.log(alpha);
        return Math.sqrt((surprise + Math.log1p(surprise)) / users);
    }

    /** The interval's half-width in standard errors: √((nρ² + 1)/(nρ²) · ln((nρ² + 1)/α²)). */
    public double criticalValue(double users) {
        return criticalValue(users, alpha);
    }

    /** As above at another level than the one tuned for: what an adjusted p-value is compared with. */
    double criticalValue(double users, double level) {
        double m = users * rho * rho;
        return Math.sqrt((m + 1) / m * (Math.log1p(m) - 2 * Math.log(level)));
    }

    /** The interval after {@code users} of both arms. */
    public Interval interval(double effect, double standardError, double users) {
        return Interval.around(effect, standardError * criticalValue(users));
    }

    /**
     * The always-valid p-value, min(1, √(nρ² + 1) · exp(−nρ²z²/(2(nρ² + 1)))): below a level exactly when that
     * level's interval leaves out zero.
     *
     * @param z the effect in standard errors
     */
    public double pValue(double z, double users) {
        double m = users * rho * rho;
        return Math.exp(Math.min(0, 0.5 * (Math.log1p(m) - m / (m + 1) * z * z)));
    }

    static void checkAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha: " + alpha + " (expected: between 0 and 1)");
        }
    }

    static void checkRho(double rho) {
        if (!(rho > 0 && Double.isFinite(rho))) {
            throw new IllegalArgumentException("rho: " + rho + " (expected: positive)");
        }
    }
}
