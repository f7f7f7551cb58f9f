package io.splitstream.api.study.analysis;

import io.splitstream.api.study.note.Evidence;
import java.util.List;

/**
 * Something that an analysis found.
 *
 * @param content for people
 * @param score how grave it is, 0 to 1
 */
public record Finding(String content, double score, List<Evidence> evidence) {
    /** What a finding may hold. */
    public static final int LONGEST = 2_000;

    public Finding {
        if (content.isBlank() || content.length() > LONGEST || !(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("finding: " + content.length() + " characters, score " + score
                    + " (expected: 1 to " + LONGEST + " characters, 0 to 1)");
        }
        evidence = List.copyOf(evidence);
    }
}
