package io.splitstream.api.decision;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reason for a recommendation, as data and as a sentence.
 *
 * @param variantId the arm that it is about; null for the whole experiment
 * @param figures what the sentence quotes, by name; numbers and texts
 */
public record DecisionReason(Code code, @Nullable String variantId, String sentence, Map<String, Object> figures) {
    /** What kind of reason. */
    public enum Code {
        SAMPLE_RATIO_MISMATCH,
        CROSSOVERS,
        RESULTS_BEHIND,
        GUARDRAIL_CROSSED,
        PRIMARY_WORSE,
        GUARDRAIL_HARMED,
        PLANNED_END_REACHED,
        REQUIRED_SAMPLE_REACHED,
        PRIMARY_BETTER,
        PROBABILITY_BETTER,
        NO_GUARDRAIL_VIOLATION,
        OPEN_ENDED_METRIC,
        SAMPLE_SIZE,
        INSUFFICIENT_DATA,
        BEFORE_PLANNED_END,
        NOT_SIGNIFICANT
    }

    public DecisionReason {
        figures = Map.copyOf(new LinkedHashMap<>(figures));
    }
}
