package io.splitstream.edge.intake;

import org.jspecify.annotations.Nullable;

/**
 * Which fields an event of a route has, and what the route itself says.
 *
 * @param experimentId given by the path; null where the body names the experiment
 * @param eventType given by the path; null where the body names the type
 * @param valueField the name of the field that holds the value
 */
public record EventShape(
        @Nullable String experimentId, @Nullable String eventType, String valueField) {
    /** Everything is in the body. */
    public static final EventShape FULL = new EventShape(null, null, "event_value");

    /** An impression of an experiment that the path names. */
    public static EventShape impression(String experimentId) {
        return new EventShape(experimentId, EventTypes.IMPRESSION, "event_value");
    }

    /** A conversion of an experiment that the path names. */
    public static EventShape conversion(String experimentId) {
        return new EventShape(experimentId, EventTypes.CONVERSION, "value");
    }
}
