package io.splitstream.edge.intake;

import io.splitstream.contracts.event.Utf8Slice;
import java.util.Set;

/** The types of event that every experiment takes; beside them it takes those that its metrics name. */
final class EventTypes {
    static final String IMPRESSION = "impression";
    static final String CONVERSION = "conversion";

    /** What an event of another type is told. */
    static final String EXPECTED =
            "event_type must be one of impression, click, conversion, rating, or one that the experiment's metrics"
                    + " name";

    /** The type that needs a value. */
    private static final Utf8Slice RATING = Utf8Slice.of("rating");

    private static final Set<Utf8Slice> ALL =
            Set.of(Utf8Slice.of(IMPRESSION), Utf8Slice.of("click"), Utf8Slice.of(CONVERSION), RATING);

    private EventTypes() {}

    static boolean contains(Utf8Slice type) {
        return ALL.contains(type);
    }

    static boolean needsValue(Utf8Slice type) {
        return RATING.equals(type);
    }
}
