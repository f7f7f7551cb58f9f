package io.splitstream.statistics;

/**
 * Control and one test arm within one weight epoch: a time during which the allocation did not change.
 *
 * @param control the control's statistics; {@link ArmStatistics#none} if it had no users
 * @param test the test arm's, of the same kind
 */
public record ArmPair(ArmStatistics control, ArmStatistics test) {
    public ArmPair {
        if (control.kind() != test.kind()) {
            throw new IllegalArgumentException(
                    "pair of " + control.kind() + " and " + test.kind() + " (expected: the same kind)");
        }
    }

    /** Users of both. */
    public long users() {
        return control.users() + test.users();
    }

    /** Whether both arms have an estimate. */
    boolean hasEstimates() {
        return control.estimate().isPresent() && test.estimate().isPresent();
    }

    /** Whether both arms have an estimate and a variance of it. */
    boolean isComparable() {
        return control.unitVariance().isPresent() && test.unitVariance().isPresent();
    }

    /** Whether the users of both arms differ: where they do not, nothing is known of the arm's noise. */
    boolean varies() {
        return control.unitVariance().orElse(0) > 0 && test.unitVariance().orElse(0) > 0;
    }

    /** Whether both arms have, within this epoch alone, what a confidence sequence needs. */
    boolean isPastBurnIn() {
        return BurnIn.isOver(control, 0) && BurnIn.isOver(test, 0);
    }
}
