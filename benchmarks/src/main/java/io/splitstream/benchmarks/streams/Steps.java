package io.splitstream.benchmarks.streams;

import java.util.Locale;

/** What is done with the events. */
enum Steps {
    /** They go over the network to the subtask of their user, and no further. */
    PASS_THROUGH,
    /** Users' totals and statistics; copies count again. */
    AGGREGATE,
    /** The same, behind a step that keeps a state entry with a time to live for each id. */
    NAIVE,
    /** The steps of the product. */
    OURS,
    /** The naive way again with its state in RocksDB, where it is usually kept because no heap holds it. */
    NAIVE_ON_DISK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
