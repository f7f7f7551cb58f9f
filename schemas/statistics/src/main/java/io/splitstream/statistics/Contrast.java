package io.splitstream.statistics;

import java.util.OptionalDouble;

/**
 * An estimated difference and how sure it is: the fixed-horizon test and intervals of it. Immutable.
 *
 * <p>Valid for one look at a time fixed beforehand; for looking all along see {@link ConfidenceSequence}.
 *
 * @param effect the estimate
 * @param standardError positive
 * @param degreesOfFreedom of Student's t; positive, infinite for the normal distribution
 */
public record Contrast(double effect, double standardError, double degreesOfFreedom) {
    /** Magnitudes up to which intervals, ratios and squares stay finite; real metrics are far below. */
    private static final double MOST = 1e150;

    public Contrast {
        if (!Double.isFinite(effect)
                || !(standardError > 0 && Double.isFinite(standardError))
                || !(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("contrast: effect " + effect + ", standard error " + standardError
                    + ", degrees of freedom " + degreesOfFreedom + " (expected: finite, finite positive, positive)");
        }
    }

    /** A contrast whose estimate is normally distributed. */
    public static Contrast normal(double effect, double standardError) {
        return new Contrast(effect, standardError, Double.POSITIVE_INFINITY);
    }

    /**
     * mT − mC with variance vT/nT + vC/nC and the degrees of freedom of Welch and Satterthwaite. For the z test of
     * shares see {@link ProportionTest}.
     */
    public static Answer<Contrast> absolute(ArmStatistics control, ArmStatistics test) {
        return withVariances(control, test, (varianceC, varianceT) -> {
            double freedom = welch(varianceC, control.users(), varianceT, test.users());
            return checked(test.minus(control), varianceC + varianceT, freedom);
        });
    }

    /**
     * (mT − mC)/|mC| by the delta method: variance vT/(nT·mC²) + vC·mT²/(nC·mC⁴), degrees of freedom as of the
     * absolute difference (GrowthBook's frequentist engine, packages/stats/gbstats).
     */
    public static Answer<Contrast> relative(ArmStatistics control, ArmStatistics test) {
        if (control.estimate().isPresent() && control.estimate().getAsDouble() == 0) {
            return Answer.withheld(Reason.ZERO_BASELINE);
        }
        return withVariances(control, test, (varianceC, varianceT) -> {
            double meanC = control.estimate().orElseThrow();
            double ratio = test.estimate().orElseThrow() / meanC;
            return checked(
                    test.minus(control) / Math.abs(meanC),
                    (varianceT + varianceC * ratio * ratio) / (meanC * meanC),
                    welch(varianceC, control.users(), varianceT, test.users()));
        });
    }

    /**
     * An arm in summary.
     *
     * @param mean of its values
     * @param variance of one value
     * @param users how many
     */
    public record Estimate(double mean, double variance, double users) {}

    /** Variance of mT − mC or, if relative, by the delta method of (mT − mC)/mC. */
    public static double variance(Estimate control, Estimate test, boolean relative) {
        double ofControl = control.variance / control.users;
        double ofTest = test.variance / test.users;
        double ratio = test.mean / control.mean;
        return relative ? (ofTest + ofControl * ratio * ratio) / (control.mean * control.mean) : ofTest + ofControl;
    }

    /** (mT − mC)/|mC|: negative where the test arm is lower, whatever the baseline's sign; empty over zero. */
    public static OptionalDouble relativeDifference(double meanControl, double meanTest) {
        double relative = (meanTest - meanControl) / Math.abs(meanControl);
        return Double.isFinite(relative) ? OptionalDouble.of(relative) : OptionalDouble.empty();
    }

    /** The effect in standard errors. */
    public double statistic() {
        return effect / standardError;
    }

    /** Probability of a statistic at least as extreme if there is no difference. */
    public double pValue(Alternative alternative) {
        double t = statistic();
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * StudentT.upperTail(Math.abs(t), degreesOfFreedom));
            case GREATER -> StudentT.upperTail(t, degreesOfFreedom);
            case LESS -> StudentT.upperTail(-t, degreesOfFreedom);
        };
    }

    /** The two-sided interval of a confidence level in (0, 1). */
    public Interval interval(double level) {
        return Interval.around(effect, standardError * StudentT.upperQuantile(0.5 * (1 - level), degreesOfFreedom));
    }

    /** The lower end of the one-sided interval that has no upper end. */
    public double lowerBound(double level) {
        return effect - standardError * StudentT.upperQuantile(1 - level, degreesOfFreedom);
    }

    /** The upper end of the one-sided interval that has no lower end. */
    public double upperBound(double level) {
        return effect + standardError * StudentT.upperQuantile(1 - level, degreesOfFreedom);
    }

    static Answer<Contrast> checked(double effect, double variance, double freedom) {
        if (variance <= 0) {
            return Answer.withheld(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        }
        double standardError = Math.sqrt(variance);
        return Math.abs(effect) < MOST && standardError < MOST && standardError > 1 / MOST && freedom > 0
                ? Answer.of(new Contrast(effect, standardError, freedom))
                : Answer.withheld(Reason.OUT_OF_RANGE);
    }

    /** Degrees of freedom of a difference of two estimates from their variances (Welch 1947, Satterthwaite 1946). */
    static double welch(double varianceC, long usersC, double varianceT, long usersT) {
        double scale = Math.max(varianceC, varianceT);
        double ofC = varianceC / scale;
        double ofT = varianceT / scale;
        return (ofC + ofT) * (ofC + ofT) / (ofC * ofC / (usersC - 1) + ofT * ofT / (usersT - 1));
    }

    private interface OfVariances {
        Answer<Contrast> apply(double ofControl, double ofTest);
    }

    private static Answer<Contrast> withVariances(ArmStatistics control, ArmStatistics test, OfVariances next) {
        if (control.users() == 0 || test.users() == 0) {
            return Answer.withheld(Reason.NO_USERS);
        }
        if (control.estimate().isEmpty() || test.estimate().isEmpty()) {
            return Answer.withheld(Reason.ZERO_DENOMINATOR);
        }
        OptionalDouble varianceC = control.unitVariance();
        OptionalDouble varianceT = test.unitVariance();
        if (varianceC.isEmpty() || varianceT.isEmpty()) {
            return Answer.withheld(Reason.INSUFFICIENT_DATA);
        }
        if (varianceC.getAsDouble() <= 0 || varianceT.getAsDouble() <= 0) {
            return Answer.withheld(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        }
        return next.apply(varianceC.getAsDouble() / control.users(), varianceT.getAsDouble() / test.users());
    }
}
