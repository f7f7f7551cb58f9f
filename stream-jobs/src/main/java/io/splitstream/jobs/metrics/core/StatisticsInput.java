package io.splitstream.jobs.metrics.core;

/** What goes to the statistics of a key. */
public sealed interface StatisticsInput permits StatisticsChange, VersionMark {
    /** Whose statistics. */
    StatisticsKey key();
}
