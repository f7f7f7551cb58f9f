package io.splitstream.api.study.note;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody, or the analysis, has to say of a session.
 *
 * @param authorId the token's {@code sub}, or {@link #ANALYSIS}
 * @param editedAt of the last change; null until changed
 * @param score how grave the finding is, 0 to 1; null for a person's note
 */
public record Note(
        String id,
        String content,
        Instant at,
        String authorId,
        @Nullable Instant editedAt,
        @Nullable String editedBy,
        @Nullable Double score,
        List<Evidence> evidence) {
    /** The author of the analysis's notes. */
    public static final String ANALYSIS = "analysis";

    public Note {
        evidence = List.copyOf(evidence);
    }
}
