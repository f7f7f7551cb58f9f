package io.splitstream.edge.intake;

import java.util.Set;

/** The types of event that every experiment takes; beside them it takes those that its metrics name. */
final class EventTypes {
    static final String IMPRESSION = "impression";
    static final String CONVERSION = "conversion";

    /** The type that needs a value. */
    static final String RATING = "rating";

    /** What an event of another type is told. */
    static final String EXPECTED =
            "event_type must be one of impression, click, conversion, rating, or one that the experiment's metrics name";

    private static final Set<String> ALL = Set.of(IMPRESSION, "click", CONVERSION, RATING);

    private EventTypes() {}

    static boolean contains(String type) {
        return ALL.contains(type);
    }
}
