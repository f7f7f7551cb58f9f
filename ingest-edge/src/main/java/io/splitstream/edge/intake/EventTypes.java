package io.splitstream.edge.intake;

import java.util.Set;

/** The types of event that every experiment takes. */
final class EventTypes {
    static final String IMPRESSION = "impression";
    static final String CONVERSION = "conversion";

    /** The type that needs a value. */
    static final String RATING = "rating";

    private static final Set<String> ALL = Set.of(IMPRESSION, "click", CONVERSION, RATING);

    private EventTypes() {}

    static boolean contains(String type) {
        return ALL.contains(type);
    }
}
