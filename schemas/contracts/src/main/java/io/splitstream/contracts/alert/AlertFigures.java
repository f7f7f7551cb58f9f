package io.splitstream.contracts.alert;

import org.jspecify.annotations.Nullable;

/**
 * What was seen when the bound was crossed. All figures are finite.
 *
 * @param value of the test arm, in the metric's unit; null where the rule has none
 * @param controlValue of the control
 * @param threshold that was crossed: the guardrail's value, or the level of a p-value
 * @param pValue always valid; null for a fixed threshold
 * @param units what the value is made of: users, or a ratio's denominators
 * @param verdict the recommendation now; null unless that is what the alert is about
 * @param previousVerdict the recommendation before; null for the first
 */
public record AlertFigures(
        @Nullable Double value,
        @Nullable Double controlValue,
        @Nullable Double threshold,
        @Nullable Double pValue,
        long units,
        @Nullable String verdict,
        @Nullable String previousVerdict) {
    /** Figures of a rule on numbers. */
    public static AlertFigures measured(
            @Nullable Double value,
            @Nullable Double controlValue,
            @Nullable Double threshold,
            @Nullable Double pValue,
            long units) {
        return new AlertFigures(value, controlValue, threshold, pValue, units, null, null);
    }

    /** Figures of a change of the recommendation. */
    public static AlertFigures verdict(String now, @Nullable String before, long users) {
        return new AlertFigures(null, null, null, null, users, now, before);
    }
}
