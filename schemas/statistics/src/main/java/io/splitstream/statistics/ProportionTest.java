package io.splitstream.statistics;

/**
 * The z test of two shares.
 *
 * @param difference test minus control
 * @param standardError under the chosen variance
 * @param z difference, moved towards zero by the continuity correction if asked for, over its standard error
 */
public record ProportionTest(double difference, double standardError, double z) {
    /**
     * z = (pT − pC)/se with se² = p(1 − p)(1/nC + 1/nT) of the pooled share, or pC(1 − pC)/nC + pT(1 − pT)/nT
     * unpooled. The continuity correction takes ½(1/nC + 1/nT) off the difference's size (Newcombe 1998).
     */
    public static Answer<ProportionTest> of(
            ArmStatistics control, ArmStatistics test, boolean pooled, boolean continuity) {
        if (control.users() == 0 || test.users() == 0) {
            return Answer.withheld(Reason.NO_USERS);
        }
        double inverse = 1.0 / control.users() + 1.0 / test.users();
        double variance = pooled
                ? control.plus(test).unitVariance().orElseThrow() * inverse
                : control.unitVariance().orElseThrow() / control.users()
                        + test.unitVariance().orElseThrow() / test.users();
        if (variance <= 0) {
            return Answer.withheld(Reason.ZERO_OR_NEGATIVE_VARIANCE);
        }
        double difference = test.minus(control);
        double size = Math.max(0, Math.abs(difference) - (continuity ? 0.5 * inverse : 0));
        double z = Math.copySign(size, difference) / Math.sqrt(variance);
        return Answer.of(new ProportionTest(difference, Math.sqrt(variance), z));
    }

    /** Probability of a z at least as extreme if the shares are equal. */
    public double pValue(Alternative alternative) {
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * Normal.upperTail(Math.abs(z)));
            case GREATER -> Normal.upperTail(z);
            case LESS -> Normal.lowerTail(z);
        };
    }
}
