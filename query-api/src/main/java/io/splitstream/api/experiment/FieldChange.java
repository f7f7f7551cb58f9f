package io.splitstream.api.experiment;

import org.jspecify.annotations.Nullable;

/**
 * What one field was and became, in words for people; at most 300 characters each.
 *
 * @param before null where there was nothing
 * @param after null where nothing is left
 */
public record FieldChange(
        String field, @Nullable String before, @Nullable String after) {
    private static final int MOST_CHARACTERS = 300;

    public FieldChange {
        before = cut(before);
        after = cut(after);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }
}
