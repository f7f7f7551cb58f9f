package io.splitstream.api.study.feedback;

import org.jspecify.annotations.Nullable;

/** What a tester fills in. */
public record FeedbackForm(
        int clarity,
        int difficulty,
        boolean technicalIssues,
        @Nullable String comment) {}
