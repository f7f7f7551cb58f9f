package io.splitstream.statistics;

import java.util.Arrays;

/**
 * Two independent posteriors of shares, compared by quadrature to about 1e-10: test minus control. Immutable.
 *
 * @param control posterior of the control's share
 * @param test posterior of the test arm's share
 */
public record BetaComparison(BetaPosterior control, BetaPosterior test) {
    private static final int MOST_STEPS = 200;
    private static final int STEPS_TO_HALVE = 2;

    /** P(test's share &gt; control's). */
    public double probabilityPositive() {
        LogConcaveDensity ofTest = test.logit();
        return Math.min(1, control.logit().expectation(ofTest::upperTail, ofTest.ends()));
    }

    /** P(test's share &lt; control's), as a tail. */
    public double probabilityNegative() {
        LogConcaveDensity ofTest = test.logit();
        return Math.min(1, control.logit().expectation(ofTest::lowerTail, ofTest.ends()));
    }

    /** E[max(0, test − control)]: lost by keeping the control where higher is better. */
    public double expectedGain() {
        return expectedExcess(control, test);
    }

    /** E[max(0, control − test)]: lost by shipping the test arm where higher is better. */
    public double expectedLoss() {
        return expectedExcess(test, control);
    }

    /** The equal-tailed interval that holds test − control with this probability. */
    public Interval credibleInterval(double level) {
        double tail = 0.5 * (1 - level);
        return new Interval(quantile(tail), quantile(1 - tail));
    }

    /** P(test − control ≤ difference). */
    double lowerTail(double difference) {
        LogConcaveDensity ofTest = test.logit();
        double[] kinks = Arrays.stream(ofTest.ends())
                .map(end -> BetaPosterior.shareAt(end) - difference)
                .filter(share -> share > 0 && share < 1)
                .map(BetaComparison::logitOf)
                .toArray();
        double tail = control.logit()
                .expectation(
                        u -> {
                            double share = BetaPosterior.shareAt(u) + difference;
                            return share <= 0 ? 0 : share >= 1 ? 1 : ofTest.lowerTail(logitOf(share));
                        },
                        kinks);
        return Math.min(1, tail);
    }

    /**
     * Secant steps on the normal score of the distribution function, which is nearly a straight line, kept within a
     * bracket. Near the ends of the shares it is none: where the bracket does not halve in two steps, it is halved.
     */
    private double quantile(double probability) {
        double wanted = -Normal.upperQuantile(probability);
        double spread = Math.sqrt(control.variance() + test.variance());
        double from = -1;
        double to = 1;
        double at = test.mean() - control.mean() + wanted * spread;
        double slope = 1 / spread;
        double before = Double.NaN;
        double excessBefore = Double.NaN;
        double width = 2 * (to - from);
        for (int i = 0; i < MOST_STEPS; i++) {
            boolean slow = i % STEPS_TO_HALVE == 0 && to - from > 0.5 * width;
            width = i % STEPS_TO_HALVE == 0 ? to - from : width;
            at = !slow && at > from && at < to ? at : 0.5 * (from + to);
            double excess = scoreOf(lowerTail(at)) - wanted;
            if (excess > 0) {
                to = at;
            } else {
                from = at;
            }
            if (Math.abs(excess) < 1e-11 || to - from < 1e-13 * spread) {
                return at;
            }
            double secant = (excess - excessBefore) / (at - before);
            slope = secant > 0 && Double.isFinite(secant) ? secant : slope;
            before = at;
            excessBefore = excess;
            at -= excess / slope;
        }
        return at;
    }

    private static double scoreOf(double probability) {
        double inside = Math.min(Math.max(probability, 1e-300), 1 - 1e-16);
        return -Normal.upperQuantile(inside);
    }

    /**
     * E[max(0, high − low)] = ∫ P(low ≤ x &lt; high) dx. Where high's mean is the higher one it is the mean
     * difference plus the opposite excess, so that only the overlap of both is ever integrated.
     */
    private static double expectedExcess(BetaPosterior low, BetaPosterior high) {
        double lead = high.mean() - low.mean();
        return lead > 0 ? lead + overlap(high, low) : overlap(low, high);
    }

    private static double overlap(BetaPosterior low, BetaPosterior high) {
        LogConcaveDensity ofLow = low.logit();
        LogConcaveDensity ofHigh = high.logit();
        return ofLow.integrate(
                u -> {
                    double share = BetaPosterior.shareAt(u);
                    return ofLow.lowerTail(u) * ofHigh.upperTail(u) * share * (1 - share);
                },
                ofLow.lower(),
                ofHigh.upper(),
                ofHigh.ends());
    }

    private static double logitOf(double share) {
        return Math.log(share) - Math.log1p(-share);
    }
}
