package io.splitstream.api.experiment;

import org.jspecify.annotations.Nullable;

/** What its owner makes of an experiment when completing it. */
public record Conclusion(
        @Nullable String winnerVariantId, @Nullable String text) {
    /** No winner, no words. */
    public static final Conclusion NONE = new Conclusion(null, null);
}
