package io.splitstream.jobs.insights.core;

import java.util.Locale;

/** What can be wrong in a session. */
public enum SignKind {
    /** 3 or more clicks on one target within 1 s. */
    RAGE_CLICK,
    /** A click without navigation, input or mutation within 1 s. */
    DEAD_CLICK,
    /** A click with an error within 1 s. */
    ERROR_CLICK,
    /** A page left for another and come back to. */
    BACK_AND_FORTH,
    /** Nothing for a long time. */
    IDLE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The kind of a word. */
    public static SignKind of(String word) {
        for (SignKind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of sign is called " + word);
    }

    /** The word in the stores. */
    public String word() {
        return word;
    }
}
