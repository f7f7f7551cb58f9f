package io.splitstream.api.decision;

import java.util.Locale;

/** How firmly a recommendation is made. */
public enum Confidence {
    HIGH,
    MEDIUM,
    LOW;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
