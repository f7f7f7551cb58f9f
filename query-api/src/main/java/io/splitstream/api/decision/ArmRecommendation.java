package io.splitstream.api.decision;

import java.util.List;

/**
 * What to do with one test arm.
 *
 * @param reasons why
 * @param wouldChange what would change it
 */
public record ArmRecommendation(
        String variantId,
        String variantName,
        Verdict verdict,
        Confidence confidence,
        List<DecisionReason> reasons,
        List<String> wouldChange) {
    public ArmRecommendation {
        reasons = List.copyOf(reasons);
        wouldChange = List.copyOf(wouldChange);
    }
}
