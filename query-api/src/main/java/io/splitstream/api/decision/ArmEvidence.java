package io.splitstream.api.decision;

import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.Direction;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one test arm.
 *
 * @param comparison with control, on the primary metric
 * @param deciding the test that may decide; null while none may
 * @param guardrails one finding per guardrail
 * @param requiredUsers users of the pair at which the stated effect would have been seen; null if none was stated or
 *     it cannot be told
 */
public record ArmEvidence(
        String variantId,
        String variantName,
        Comparison comparison,
        @Nullable DecidingTest deciding,
        List<GuardrailFinding> guardrails,
        @Nullable Long requiredUsers) {
    public ArmEvidence {
        guardrails = List.copyOf(guardrails);
    }

    /**
     * The test that decides on the primary metric.
     *
     * @param pValue adjusted over the test arms
     * @param improvement difference from control, positive where the arm is better
     */
    public record DecidingTest(double pValue, double improvement) {
        /** The confidence sequence as the test that decides; empty before it may speak. */
        public static Optional<DecidingTest> sequential(Comparison comparison, Direction direction) {
            return comparison
                    .sequential()
                    .value()
                    .map(found -> new DecidingTest(found.adjustedPValue(), direction.improvement(found.lift())));
        }
    }

    long users() {
        return comparison.control().users() + comparison.test().users();
    }
}
