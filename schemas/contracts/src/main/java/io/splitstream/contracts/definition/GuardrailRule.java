package io.splitstream.contracts.definition;

import io.splitstream.contracts.metric.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A metric that a test arm must not harm, as the stream jobs are told of it.
 *
 * @param metric its name; a reader leaves out a rule on a metric that it does not know
 * @param threshold violated when an arm's value crosses it; null to compare with control instead
 * @param direction which way the metric gets better
 * @param maxRelativeDegradation without a threshold: how much worse than control is borne, relative to control's
 *     value; 0 or more
 */
public record GuardrailRule(
        String metric, @Nullable Double threshold, Metric.Direction direction, double maxRelativeDegradation) {
    public GuardrailRule {
        if (!(maxRelativeDegradation >= 0 && Double.isFinite(maxRelativeDegradation))
                || (threshold != null && !Double.isFinite(threshold))) {
            throw new IllegalArgumentException("guardrail on " + metric + ": threshold " + threshold
                    + ", maxRelativeDegradation " + maxRelativeDegradation + " (expected: finite, finite from 0 on)");
        }
    }
}
