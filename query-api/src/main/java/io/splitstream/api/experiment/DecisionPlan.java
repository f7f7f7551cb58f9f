package io.splitstream.api.experiment;

import org.jspecify.annotations.Nullable;

/**
 * How an experiment will be decided; frozen when it starts.
 *
 * @param alpha probability of a false verdict on the primary metric, over all test arms and all looks
 * @param minimumSample users that every arm must have before anything is said
 * @param minimumDetectableEffect relative to control's value; null if none was stated
 * @param tuningUsers users of a pair of arms at which the confidence sequence is tightest
 */
public record DecisionPlan(
        Mode mode,
        double alpha,
        long minimumSample,
        @Nullable Double minimumDetectableEffect,
        long tuningUsers) {
    /** What holds unless something else is asked for. */
    public static final DecisionPlan USUAL = new DecisionPlan(Mode.SEQUENTIAL, 0.05, 100, null, 5_000);

    /** When a verdict on the effect may fall. */
    public enum Mode {
        /** At any time, by the confidence sequence. */
        SEQUENTIAL,
        /** Once, at the planned end, by a fixed-horizon test. */
        FIXED
    }
}
