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

    public GuardrailStanding.Status status() {
        return standing.status();
    }
}
