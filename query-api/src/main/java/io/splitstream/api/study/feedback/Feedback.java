package io.splitstream.api.study.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tester says of a study.
 *
 * @param clarity of the instructions, 1 to 5
 * @param difficulty of the tasks, 1 to 5
 */
public record Feedback(
        String id,
        int clarity,
        int difficulty,
        boolean technicalIssues,
        @Nullable String comment,
        Instant at) {}
