package io.splitstream.statistics;

/** Why a figure is withheld. The names are part of the answers that users see. */
public enum Reason {
    /** An arm has no users. */
    NO_USERS,
    /** An arm has fewer users than the experiment's minimum sample. */
    BELOW_MINIMUM_SAMPLE,
    /** Too few users, or too few of them with anything to count, for this method to keep its guarantee. */
    INSUFFICIENT_DATA,
    /** No weight epoch holds users of both arms. */
    NO_COMMON_EPOCH,
    /** An arm's values do not vary, so that nothing is known of their noise; negative: the moments contradict. */
    ZERO_OR_NEGATIVE_VARIANCE,
    /** A ratio's denominator is zero. */
    ZERO_DENOMINATOR,
    /** A ratio's mean denominator has a relative standard error over 0.1: the delta method would mislead. */
    DENOMINATOR_TOO_UNCERTAIN,
    /** A relative figure over a control mean of zero. */
    ZERO_BASELINE,
    /** There is no confidence sequence for a quantile; it is for one look, or for display. */
    NO_CONFIDENCE_SEQUENCE,
    /** The method was not asked for. */
    NOT_ASKED,
    /** The figures exceed what a double holds. */
    OUT_OF_RANGE
}
