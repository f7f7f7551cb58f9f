package io.splitstream.api.decision;

import java.util.List;

/**
 * What to do with an experiment.
 *
 * @param shownArm index among the test arms of the one whose figures stand for the experiment: the launchable arm with
 *     the smallest p-value, else the one with the best estimate
 * @param arms per test arm
 */
public record Recommendation(
        Verdict verdict,
        Confidence confidence,
        List<DecisionReason> reasons,
        List<String> wouldChange,
        int shownArm,
        List<ArmRecommendation> arms) {
    public Recommendation {
        reasons = List.copyOf(reasons);
        wouldChange = List.copyOf(wouldChange);
        arms = List.copyOf(arms);
    }
}
