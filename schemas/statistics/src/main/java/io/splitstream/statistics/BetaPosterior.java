package io.splitstream.statistics;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The posterior distribution of a share: Beta(a, b). Immutable.
 *
 * <p>It is integrated on the logit scale, u = ln(x/(1 − x)), where its density has one peak for all a, b &gt; 0, and
 * relative to that peak, so that no logarithm of a gamma function is subtracted from another: at 1e12 users the
 * error stays under 1e-9.
 */
public final class BetaPosterior {
    private final double a;
    private final double b;
    private final LogConcaveDensity logit;

    /**
     * @param a positive
     * @param b positive
     */
    public BetaPosterior(double a, double b) {
        if (!(a > 0 && b > 0 && Double.isFinite(a + b))) {
            throw new IllegalArgumentException("Beta(" + a + ", " + b + ") (expected: both positive and finite)");
        }
        this.a = a;
        this.b = b;
        double mode = Math.log(a / b);
        double share = a / (a + b);
        this.logit = new LogConcaveDensity(u -> logDensity(u - mode, share), mode);
    }

    /** The posterior of a share under the prior Beta(priorA, priorB). */
    public static BetaPosterior of(ArmStatistics arm, double priorA, double priorB) {
        double successes = arm.moments().x().doubleValue();
        double failures =
                BigDecimal.valueOf(arm.users()).subtract(arm.moments().x()).doubleValue();
        return new BetaPosterior(successes + priorA, failures + priorB);
    }

    /** The posterior of a share under the uniform prior. */
    public static BetaPosterior of(ArmStatistics arm) {
        return of(arm, 1, 1);
    }

    public double mean() {
        return a / (a + b);
    }

    public double variance() {
        return a / (a + b) * (b / (a + b)) / (a + b + 1);
    }

    /** The share below which the posterior has this probability, in (0, 1). */
    public double quantile(double probability) {
        return shareAt(logit.quantile(probability));
    }

    /** The equal-tailed interval that holds the share with this probability. */
    public Interval credibleInterval(double level) {
        return new Interval(quantile(0.5 * (1 - level)), quantile(1 - 0.5 * (1 - level)));
    }

    /** For each of several independent posteriors the probability that its share is the highest. */
    public static List<Double> probabilitiesBest(List<BetaPosterior> arms) {
        return IntStream.range(0, arms.size())
                .mapToObj(best -> {
                    LogConcaveDensity own = arms.get(best).logit;
                    List<LogConcaveDensity> others = IntStream.range(0, arms.size())
                            .filter(other -> other != best)
                            .mapToObj(other -> arms.get(other).logit)
                            .toList();
                    double[] kinks = others.stream()
                            .flatMapToDouble(other -> Arrays.stream(other.ends()))
                            .sorted()
                            .toArray();
                    return own.expectation(
                            u -> others.stream()
                                    .mapToDouble(other -> other.lowerTail(u))
                                    .reduce(1, (left, right) -> left * right),
                            kinks);
                })
                .toList();
    }

    /**
     * Logarithm of the Bayes factor of two shares that differ over one common share, all uniform a priori: ln
     * B(sC + 1, fC + 1) + ln B(sT + 1, fT + 1) − ln B(sC + sT + 1, fC + fT + 1).
     */
    public static double logBayesFactor(ArmStatistics control, ArmStatistics test) {
        BetaPosterior ofControl = of(control);
        BetaPosterior ofTest = of(test);
        BetaPosterior joint = of(control.plus(test));
        double successes = joint.a / (joint.a + joint.b);
        double failures = joint.b / (joint.a + joint.b);
        // aC + aT is one more than a, and bC + bT one more than b.
        return ofControl.logExcess(successes, failures)
                + ofTest.logExcess(successes, failures)
                - joint.logExcess(successes, failures)
                + Math.log(successes)
                + Math.log(failures);
    }

    LogConcaveDensity logit() {
        return logit;
    }

    static double shareAt(double logit) {
        return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
    }

    /** a·u − (a + b)·ln(1 + e^u) relative to its peak, from the distance to the peak. */
    private double logDensity(double distance, double share) {
        return (a + b) * (share * distance - Math.log1p(share * Math.expm1(distance)));
    }

    /** ln B(a, b) less what it would be, but for Stirling's rests, if a and b were in the parts given. */
    private double logExcess(double successes, double failures) {
        double total = a + b;
        return Stirling.divergence(a, total * successes)
                + Stirling.divergence(b, total * failures)
                + Stirling.rest(a)
                + Stirling.rest(b)
                - Stirling.rest(total);
    }
}
