package io.splitstream.contracts.site;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Checks that the records of this package share; what does not hold is an {@link IllegalArgumentException}. */
final class Bounds {
    /** What names and punctuation add, at most, to an element of a list once it is written. */
    private static final int SURROUNDINGS = 150;

    private Bounds() {}

    /** What an element of a list counts for with these texts. */
    static int length(@Nullable String... texts) {
        int length = SURROUNDINGS;
        for (String text : texts) {
            length += text == null ? 0 : text.length();
        }
        return length;
    }

    /** A text of 1 to {@code most} UTF-16 units, none of them a control character. */
    static void name(String field, String text, int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(field + " has " + text.length() + " characters (expected: 1 to " + most
                    + ", not all blank, none of them a control character)");
        }
    }

    /** As {@link #name}, or null. */
    static void optionalName(String field, @Nullable String text, int most) {
        if (text != null) {
            name(field, text, most);
        }
    }

    /** A text of at most {@code most} UTF-16 units; of the control characters only line ends and tabs. */
    static void text(String field, String text, int most) {
        if (text.length() > most || text.chars().anyMatch(Bounds::isUnprintable)) {
            throw new IllegalArgumentException(field + " has " + text.length() + " characters (expected: at most "
                    + most + ", none of them a control character but tab and line ends)");
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }

    static void size(String field, Collection<?> elements, int least, int most) {
        if (elements.size() < least || elements.size() > most) {
            throw new IllegalArgumentException(
                    field + ": " + elements.size() + " (expected: " + least + " to " + most + ")");
        }
    }

    /** Whether no two elements are equal. */
    static void distinct(String field, Collection<?> elements) {
        if (elements.stream().distinct().count() < elements.size()) {
            throw new IllegalArgumentException(field + ": " + elements + " (expected: each only once)");
        }
    }
}
