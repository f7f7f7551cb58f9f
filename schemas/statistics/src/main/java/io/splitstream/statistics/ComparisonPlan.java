package io.splitstream.statistics;

/**
 * How arms are compared on one metric. Immutable; change one thing with {@code withX}.
 *
 * @param direction which way is better
 * @param design frozen when the experiment started
 * @param confidenceLevel of the fixed-horizon and the credible interval, in (0, 1); never of the sequence
 * @param covariateAdjusted whether means are adjusted by the covariate in their moments (CUPED)
 * @param bayesian whether posterior figures are wanted; for shares they cost a millisecond, the rest nothing
 */
public record ComparisonPlan(
        Direction direction,
        SequentialDesign design,
        double confidenceLevel,
        boolean covariateAdjusted,
        boolean bayesian) {
    public ComparisonPlan {
        if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
            throw new IllegalArgumentException("confidenceLevel: " + confidenceLevel + " (expected: between 0 and 1)");
        }
    }

    /** The standard design, level 0.95, not adjusted, with posterior figures. */
    public static ComparisonPlan standard(Direction direction) {
        return new ComparisonPlan(direction, SequentialDesign.STANDARD, 0.95, false, true);
    }

    public ComparisonPlan withDesign(SequentialDesign value) {
        return new ComparisonPlan(direction, value, confidenceLevel, covariateAdjusted, bayesian);
    }

    public ComparisonPlan withConfidenceLevel(double value) {
        return new ComparisonPlan(direction, design, value, covariateAdjusted, bayesian);
    }

    public ComparisonPlan withCovariateAdjusted(boolean value) {
        return new ComparisonPlan(direction, design, confidenceLevel, value, bayesian);
    }

    public ComparisonPlan withBayesian(boolean value) {
        return new ComparisonPlan(direction, design, confidenceLevel, covariateAdjusted, value);
    }
}
