package io.splitstream.api.decision;

import io.splitstream.api.experiment.Guardrail;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one test arm stands to one guardrail.
 *
 * @param variantId the test arm
 * @param threshold the value not to be crossed; without a fixed one the margin's value, null before it can be told
 * @param denominatorUnits what the arm's value is made of: users, or the total of a ratio's denominator
 * @param room how far the arm's value is on the good side of the threshold, relative to the threshold's size;
 *     negative beyond it; null where it cannot be told
 * @param pValue of a margin: always valid, against the arm not being harmed; null before the burn-in
 */
public record GuardrailFinding(
        Guardrail guardrail,
        String variantId,
        @Nullable Double threshold,
        @Nullable Double controlValue,
        @Nullable Double testValue,
        long denominatorUnits,
        @Nullable Double room,
        @Nullable Double pValue,
        Status status) {
    /** From so many units on a crossed threshold calls for investigation. */
    static final long FEWEST_UNITS = 400;

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

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isViolated() {
        return status == Status.CROSSED || status == Status.HARMED;
    }

    boolean isCrossedForSure() {
        return status == Status.CROSSED && denominatorUnits >= FEWEST_UNITS;
    }
}
