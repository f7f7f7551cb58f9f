package io.splitstream.benchmarks.load;

import java.util.Locale;

/** The event types that every experiment knows. */
public enum EventType {
    IMPRESSION,
    CLICK,
    CONVERSION,
    /** Always carries a value. */
    RATING;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in a request. */
    public String wireName() {
        return wireName;
    }
}
