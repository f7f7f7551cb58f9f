package io.splitstream.benchmarks.calibration;

/**
 * What became of one simulated experiment.
 *
 * @param sequenceRejected whether the confidence sequence, adjusted over the arms, ever found a difference
 * @param launched whether the recommendation ever was LAUNCH
 * @param mismatchAlarm whether the sequential test of the sample ratio ever fell below its level
 * @param watchedFixedRejected whether the fixed-horizon test, looked at all along, ever found a difference
 * @param fixedAnswered whether the fixed-horizon test could be made at the end
 * @param fixedRejected whether it found a difference then
 * @param covered whether its interval then held the true difference of the first test arm
 */
record RunOutcome(
        boolean sequenceRejected,
        boolean launched,
        boolean mismatchAlarm,
        boolean watchedFixedRejected,
        boolean fixedAnswered,
        boolean fixedRejected,
        boolean covered) {}
