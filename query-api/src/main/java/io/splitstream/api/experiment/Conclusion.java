package io.splitstream.api.experiment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What its owner makes of an experiment when completing it. */
public record Conclusion(
        @Nullable String winnerVariantId, @Nullable String text) {
    /** No winner, no words. */
    public static final Conclusion NONE = new Conclusion(null, null);

    /** Whether a course says all of it already. */
    boolean isIn(Course course) {
        return (winnerVariantId == null || Objects.equals(winnerVariantId, course.winnerVariantId()))
                && (text == null || Objects.equals(text, course.conclusion()));
    }
}
