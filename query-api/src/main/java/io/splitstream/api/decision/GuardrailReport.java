package io.splitstream.api.decision;

import io.splitstream.api.results.ExperimentStatistics;
import java.time.Instant;
import java.util.List;

/** An experiment's guardrails, each as its worst test arm stands. */
public record GuardrailReport(List<GuardrailFinding> findings, ExperimentStatistics statistics, Instant checkedAt) {
    public GuardrailReport {
        findings = List.copyOf(findings);
    }
}
