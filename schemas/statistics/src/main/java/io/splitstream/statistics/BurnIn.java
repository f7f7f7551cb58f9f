package io.splitstream.statistics;

/**
 * What both arms must have before a confidence sequence speaks. It is asymptotic: without a burn-in its false
 * positives on sparse metrics were measured at 16 to 36 %, with this one under 4 %.
 */
public final class BurnIn {
    private static final long LEAST_USERS = 100;
    private static final long LEAST_NON_ZERO = 100;
    private static final long LEAST_OF_EACH_OUTCOME = 50;

    private BurnIn() {}

    /**
     * Whether an arm has max(100, minimum sample) users and, for shares, 50 successes and 50 failures, else 100 users
     * with a numerator and 100 with a denominator that is not zero.
     *
     * @param arm within one weight epoch; over several, for the minimum sample
     */
    public static boolean isOver(ArmStatistics arm, long minimumSample) {
        if (arm.users() < Math.max(LEAST_USERS, minimumSample)) {
            return false;
        }
        return arm.kind() == MetricKind.SHARE
                ? Math.min(arm.nonZeroNumerators(), arm.users() - arm.nonZeroNumerators()) >= LEAST_OF_EACH_OUTCOME
                : Math.min(arm.nonZeroNumerators(), arm.nonZeroDenominators()) >= LEAST_NON_ZERO;
    }
}
