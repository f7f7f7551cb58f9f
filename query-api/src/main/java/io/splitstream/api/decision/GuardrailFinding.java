package io.splitstream.api.decision;

import io.splitstream.api.experiment.Guardrail;
import io.splitstream.contracts.evidence.GuardrailStanding;

/**
 * How one test arm stands to one guardrail.
 *
 * @param variantId the test arm
 */
public record GuardrailFinding(Guardrail guardrail, String variantId, GuardrailStanding standing) {
    public boolean isViolated() {
        return standing.isViolated();
    }

    /** Whether it is known to be kept: a margin proven, or a value on the good side of a threshold. */
    boolean isKept() {
        return standing.status() == GuardrailStanding.Status.SAFE
                || (standing.status() == GuardrailStanding.Status.WITHIN && standing.testValue() != null);
    }

    public GuardrailStanding.Status status() {
        return standing.status();
    }
}
