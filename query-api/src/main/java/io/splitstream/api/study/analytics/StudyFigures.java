package io.splitstream.api.study.analytics;

import io.splitstream.api.study.StudyVariant;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study in figures.
 *
 * @param winner the variant of the higher completion rate; null where there is none to name
 * @param confidence probability that the variant that leads is the better one; null where there are too few sessions
 * @param completeUntil log time up to which every interaction is in; null while unknown
 */
public record StudyFigures(
        String studyId,
        Map<StudyVariant, VariantFigures> variants,
        @Nullable StudyVariant winner,
        @Nullable Double confidence,
        @Nullable Instant completeUntil) {
    public long sessions() {
        return variants.values().stream().mapToLong(VariantFigures::sessions).sum();
    }
}
