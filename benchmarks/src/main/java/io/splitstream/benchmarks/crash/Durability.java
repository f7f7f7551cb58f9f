package io.splitstream.benchmarks.crash;

import java.util.Locale;

/** What a 202 of an edge means. */
public enum Durability {
    BROKER,
    JOURNAL;

    /** As the edge's setting has it. */
    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }
}
