package io.splitstream.api.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The one test that decides an experiment in fixed mode; made once, and then it stays. */
public record PlannedTest(Instant madeAt, List<Arm> arms) {
    public PlannedTest {
        arms = List.copyOf(arms);
    }

    /**
     * One test arm's outcome.
     *
     * @param pValue two-sided, adjusted over the test arms
     */
    public record Arm(String variantId, double pValue, double absoluteLift) {}

    Optional<Arm> of(String variantId) {
        return arms.stream().filter(arm -> arm.variantId().equals(variantId)).findFirst();
    }
}
