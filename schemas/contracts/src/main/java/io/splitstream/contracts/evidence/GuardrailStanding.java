package io.splitstream.contracts.evidence;

import io.splitstream.contracts.definition.GuardrailRule;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Answer;
import io.splitstream.statistics.GuardrailContrast;
import io.splitstream.statistics.Reason;
import io.splitstream.statistics.SequentialDesign;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How one test arm stands to one guardrail. Immutable.
 *
 * @param threshold the value not to be crossed; without a fixed one the margin's value, null before it can be told
 * @param denominatorUnits what the arm's value is made of: users, or the total of a ratio's denominator
 * @param room how far the arm's value is on the good side of the threshold, relative to the threshold's size;
 *     negative beyond it; null where it cannot be told
 * @param pValue of a margin: always valid, against the arm not being harmed; null before the burn-in
 */
public record GuardrailStanding(
        @Nullable Double threshold,
        @Nullable Double controlValue,
        @Nullable Double testValue,
        long denominatorUnits,
        @Nullable Double room,
        @Nullable Double pValue,
        Status status) {
    /** From so many units on a crossed threshold counts: below, single users carry it over and back. */
    public static final long FEWEST_UNITS = 400;

    /** What is known. */
    public enum Status {
        /** A threshold, and the arm's value is on the bad side. */
        CROSSED,
        /** A threshold, and the arm's value is on the good side, or not known. */
        WITHIN,
        /** A margin, and the arm is proven to be beyond it. */
        HARMED,
        /** A margin, and the arm is proven to keep it. */
        SAFE,
        /** A margin, and neither is proven. */
        INCONCLUSIVE;

        /** The word on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Control and one test arm of an experiment.
     *
     * @param cells of the whole experiment
     */
    public record Arms(Cells cells, String controlId, String testId) {
        private @Nullable Double control(Metric metric) {
            return value(metric, controlId);
        }

        private @Nullable Double test(Metric metric) {
            return value(metric, testId);
        }

        private @Nullable Double value(Metric metric, String variantId) {
            OptionalDouble value = MetricStatistics.value(metric, cells.total(variantId));
            return value.isPresent() ? (Double) value.getAsDouble() : null;
        }

        /** Withheld for quantiles: they have no confidence sequence. */
        private Answer<GuardrailContrast> contrast(Metric metric, GuardrailRule rule, SequentialDesign design) {
            return metric.kind() == Metric.Kind.QUANTILE
                    ? Answer.withheld(Reason.NO_CONFIDENCE_SEQUENCE)
                    : GuardrailContrast.of(
                            MetricStatistics.pairs(metric, cells, controlId, testId),
                            rule.maxRelativeDegradation(),
                            MetricStatistics.direction(rule.direction()),
                            design);
        }
    }

    /**
     * How an arm stands.
     *
     * @param metric what the rule names
     * @param design of the experiment, for rules without a threshold
     */
    public static GuardrailStanding of(Metric metric, GuardrailRule rule, Arms arms, SequentialDesign design) {
        Double controlValue = arms.control(metric);
        Double testValue = arms.test(metric);
        long units = units(metric, arms.cells().total(arms.testId()));
        Double threshold = rule.threshold();
        if (threshold != null) {
            Double room = room(rule, threshold, testValue);
            Status status = room != null && room < 0 ? Status.CROSSED : Status.WITHIN;
            return new GuardrailStanding(threshold, controlValue, testValue, units, room, null, status);
        }
        Answer<GuardrailContrast> contrast = arms.contrast(metric, rule, design);
        Double margin = contrast.value().map(GuardrailContrast::threshold).orElse(margin(rule, controlValue));
        return new GuardrailStanding(
                margin,
                controlValue,
                testValue,
                units,
                margin == null ? null : room(rule, margin, testValue),
                contrast.value().map(GuardrailContrast::harmPValue).orElse(null),
                contrast.value().map(found -> status(found.verdict())).orElse(Status.INCONCLUSIVE));
    }

    /** Whether the guardrail's single answer is that it is violated. */
    public boolean isViolated() {
        return status == Status.CROSSED || status == Status.HARMED;
    }

    /** Whether a threshold is crossed by enough units to count. */
    public boolean isCrossedForSure() {
        return status == Status.CROSSED && denominatorUnits >= FEWEST_UNITS;
    }

    private static long units(Metric metric, Cell test) {
        return metric.denominator()
                .map(measure -> test.total(measure)
                        .setScale(0, RoundingMode.DOWN)
                        .min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValue())
                .orElse(test.users(metric));
    }

    private static Status status(GuardrailContrast.Verdict verdict) {
        return switch (verdict) {
            case HARMED -> Status.HARMED;
            case SAFE -> Status.SAFE;
            case INCONCLUSIVE -> Status.INCONCLUSIVE;
        };
    }

    /** The margin's value before inference has one. */
    private static @Nullable Double margin(GuardrailRule rule, @Nullable Double controlValue) {
        if (controlValue == null) {
            return null;
        }
        double borne = rule.maxRelativeDegradation() * Math.abs(controlValue);
        return rule.direction() == Metric.Direction.UP ? controlValue - borne : controlValue + borne;
    }

    private static @Nullable Double room(GuardrailRule rule, double threshold, @Nullable Double value) {
        if (value == null) {
            return null;
        }
        double distance = rule.direction() == Metric.Direction.UP ? value - threshold : threshold - value;
        return threshold == 0 ? distance : distance / Math.abs(threshold);
    }
}
