package io.splitstream.api.decision;

import java.time.Instant;

/** How one test arm stood to one guardrail at a time. */
public record GuardrailPoint(Instant at, GuardrailFinding finding) {}
