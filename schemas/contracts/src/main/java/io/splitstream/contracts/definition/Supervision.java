package io.splitstream.contracts.definition;

import java.util.List;

/**
 * What the stream jobs watch an experiment for: the part of its frozen plan that they need.
 *
 * @param alpha chance that a guardrail is ever held for harmed that is not, in (0, ½)
 * @param tuningUsers users of a pair of arms at which the confidence sequences are tightest, from 1 on
 * @param minimumSample users that every arm must have before anything is said, from 0 on
 * @param guardrails at most one per metric
 */
public record Supervision(double alpha, long tuningUsers, long minimumSample, List<GuardrailRule> guardrails) {
    public Supervision {
        guardrails = List.copyOf(guardrails);
    }
}
