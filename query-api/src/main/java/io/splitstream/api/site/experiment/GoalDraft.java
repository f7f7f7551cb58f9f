package io.splitstream.api.site.experiment;

import io.splitstream.contracts.site.GoalType;
import org.jspecify.annotations.Nullable;

/**
 * A goal as somebody wants it.
 *
 * @param id of a goal that it changes; null for a new one
 */
public record GoalDraft(
        @Nullable String id,
        String name,
        GoalType type,
        @Nullable String selector,
        @Nullable String urlPattern) {}
