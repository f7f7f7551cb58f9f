package io.splitstream.api.results;

import org.jspecify.annotations.Nullable;

/**
 * The users of an experiment that have one thing in common, and what was counted of them.
 *
 * @param value of the attribute; null unless the kind is {@link Kind#VALUE}
 */
public record Segment(Kind kind, @Nullable String value, ExperimentStatistics statistics) {
    /** What the users have in common. */
    public enum Kind {
        /** One value of the attribute. */
        VALUE,
        /** That they lack the attribute, or were never assigned. */
        NONE,
        /** That their value has too few users to stand alone. */
        OTHER
    }

    /** Users that belong to a variant. */
    public long users() {
        return statistics.total().users();
    }
}
