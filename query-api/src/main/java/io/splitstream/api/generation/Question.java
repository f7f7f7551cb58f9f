package io.splitstream.api.generation;

import java.util.List;
import java.util.Locale;

/**
 * Something that has to be known first.
 *
 * @param field of the request that the answer goes into
 * @param reason why it is asked
 * @param suggestions possible answers
 */
public record Question(
        String field, String prompt, String reason, InputType inputType, boolean required, List<String> suggestions) {
    public Question {
        suggestions = List.copyOf(suggestions);
    }

    /** How to ask. */
    public enum InputType {
        URL,
        TEXT,
        SELECT,
        BOOLEAN;

        /** The word in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
