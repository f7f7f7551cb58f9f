package io.splitstream.contracts.event;

import java.util.Locale;
import java.util.Optional;

/** What a tester can do in a session, or what the page did. */
public enum InteractionType {
    CLICK,
    /** The page failed in some way. */
    ERROR,
    /** Another page, or another view of it. */
    NAVIGATION,
    SCROLL,
    INPUT,
    /** The page changed what it shows. */
    MUTATION,
    TASK_START,
    TASK_END;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word on the wire and in the stores. */
    public String word() {
        return word;
    }

    /** The type of a word; empty if there is none. */
    public static Optional<InteractionType> of(String word) {
        for (InteractionType type : values()) {
            if (type.word.equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
