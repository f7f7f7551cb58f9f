package io.splitstream.benchmarks.calibration;

import java.util.List;
import java.util.function.Predicate;

/**
 * In how many of the runs of a scenario something happened.
 *
 * @param fixedAnswered runs in which the fixed-horizon test could be made at the end
 * @param fixedRejected runs in which it found a difference then
 * @param covered runs in which its interval held the true difference then
 */
record Counts(
        int runs,
        int sequenceRejected,
        int launched,
        int mismatchAlarms,
        int watchedFixedRejected,
        int fixedAnswered,
        int fixedRejected,
        int covered) {
    static Counts of(List<RunOutcome> outcomes) {
        return new Counts(
                outcomes.size(),
                count(outcomes, RunOutcome::sequenceRejected),
                count(outcomes, RunOutcome::launched),
                count(outcomes, RunOutcome::mismatchAlarm),
                count(outcomes, RunOutcome::watchedFixedRejected),
                count(outcomes, RunOutcome::fixedAnswered),
                count(outcomes, RunOutcome::fixedRejected),
                count(outcomes, RunOutcome::covered));
    }

    private static int count(List<RunOutcome> outcomes, Predicate<RunOutcome> property) {
        return (int) outcomes.stream().filter(property).count();
    }
}
