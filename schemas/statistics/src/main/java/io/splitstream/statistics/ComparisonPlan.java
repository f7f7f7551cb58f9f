package io.splitstream.statistics;

/**
 * How arms are compared, as frozen when the experiment started. Immutable; change one thing with {@code withX}.
 *
 * @param direction which way is better
 * @param alpha level of the sequential analysis, in (0, ½)
 * @param confidenceLevel of the fixed-horizon and the credible interval, in (0, 1); never of the sequence
 * @param tuningUsers users of the pair at which the sequence is narrowest, at least 1
 * @param minimumSample users that each arm needs before anything is said, at least 0
 * @param covariateAdjusted whether means are adjusted by the covariate in their moments (CUPED)
 */
public record ComparisonPlan(
        Direction direction,
        double alpha,
        double confidenceLevel,
        long tuningUsers,
        long minimumSample,
        boolean covariateAdjusted) {
    public ComparisonPlan {
        ConfidenceSequence.checkAlpha(2 * alpha);
        if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
            throw new IllegalArgumentException("confidenceLevel: " + confidenceLevel + " (expected: between 0 and 1)");
        }
        if (tuningUsers < 1 || minimumSample < 0) {
            throw new IllegalArgumentException("tuningUsers: " + tuningUsers + ", minimumSample: " + minimumSample
                    + " (expected: at least 1, at least 0)");
        }
    }

    /** α 0.05, level 0.95, tuned for 5,000 users, minimum sample 100, not adjusted. */
    public static ComparisonPlan standard(Direction direction) {
        return new ComparisonPlan(direction, 0.05, 0.95, 5_000, 100, false);
    }

    public ComparisonPlan withAlpha(double value) {
        return new ComparisonPlan(direction, value, confidenceLevel, tuningUsers, minimumSample, covariateAdjusted);
    }

    public ComparisonPlan withConfidenceLevel(double value) {
        return new ComparisonPlan(direction, alpha, value, tuningUsers, minimumSample, covariateAdjusted);
    }

    public ComparisonPlan withTuningUsers(long value) {
        return new ComparisonPlan(direction, alpha, confidenceLevel, value, minimumSample, covariateAdjusted);
    }

    public ComparisonPlan withMinimumSample(long value) {
        return new ComparisonPlan(direction, alpha, confidenceLevel, tuningUsers, value, covariateAdjusted);
    }

    public ComparisonPlan withCovariateAdjusted(boolean value) {
        return new ComparisonPlan(direction, alpha, confidenceLevel, tuningUsers, minimumSample, value);
    }
}
