package io.splitstream.api.idea;

import java.util.Locale;

/** What became of an idea. */
public enum IdeaStatus {
    NEW,
    APPROVED,
    IMPLEMENTED,
    REJECTED,
    ARCHIVED;

    /** The word in the store and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static IdeaStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
