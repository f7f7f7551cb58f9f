package io.splitstream.contracts.event;

/** Bounds that the edge and the query API set alike. */
public final class EventLimits {
    /** The longest id of a user, an event, a variant, an experiment or a session, in UTF-16 units. */
    public static final int MOST_ID_LENGTH = 128;

    private EventLimits() {}
}
