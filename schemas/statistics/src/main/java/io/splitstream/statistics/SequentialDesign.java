package io.splitstream.statistics;

/**
 * What is frozen when an experiment starts, so that watching it cannot bend it. Immutable.
 *
 * @param alpha chance of a false positive over the whole experiment, in (0, ½)
 * @param tuningUsers users of a pair of arms at which its confidence sequence is narrowest, at least 1
 * @param minimumSample users that each arm needs before anything is said, at least 0
 */
public record SequentialDesign(double alpha, long tuningUsers, long minimumSample) {
    /** α 0.05, tuned for 5,000 users, minimum sample 100. */
    public static final SequentialDesign STANDARD = new SequentialDesign(0.05, 5_000, 100);

    public SequentialDesign {
        ConfidenceSequence.checkAlpha(2 * alpha);
        if (tuningUsers < 1 || minimumSample < 0) {
            throw new IllegalArgumentException("tuningUsers: " + tuningUsers + ", minimumSample: " + minimumSample
                    + " (expected: at least 1, at least 0)");
        }
    }

    /** The two-sided sequence of every comparison. */
    public ConfidenceSequence sequence() {
        return ConfidenceSequence.tunedFor(alpha, (double) tuningUsers);
    }

    /** The one-sided sequence of every guardrail. */
    public OneSidedConfidenceSequence oneSidedSequence() {
        return OneSidedConfidenceSequence.tunedFor(alpha, (double) tuningUsers);
    }
}
