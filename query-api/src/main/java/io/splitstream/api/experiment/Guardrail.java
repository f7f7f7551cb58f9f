package io.splitstream.api.experiment;

import io.splitstream.contracts.definition.GuardrailRule;
import io.splitstream.contracts.metric.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A metric that a test arm must not harm.
 *
 * @param threshold violated when an arm's value crosses it; null to compare with control instead
 * @param direction which way the metric gets better
 * @param maxRelativeDegradation without a threshold: how much worse than control is borne, relative to control's
 *     value, over 0
 */
public record Guardrail(
        Metric metric, @Nullable Double threshold, Metric.Direction direction, double maxRelativeDegradation) {
    /** What is borne unless something else is asked for. */
    public static final double USUAL_DEGRADATION = 0.05;

    /** A guardrail that compares with control, by the metric's own direction. */
    public static Guardrail of(Metric metric) {
        return new Guardrail(metric, null, metric.direction(), USUAL_DEGRADATION);
    }

    /** The same bounds on a metric, such as what this one's has become. */
    public Guardrail on(Metric other) {
        return new Guardrail(other, threshold, direction, maxRelativeDegradation);
    }

    /** As the stream jobs are told of it. */
    public GuardrailRule rule() {
        return new GuardrailRule(metric.metricName(), threshold, direction, maxRelativeDegradation);
    }
}
