package io.splitstream.statistics;

/** What a metric is, statistically. The unit is always the user. */
public enum MetricKind {
    /** Users with a property over users: every user's value is 0 or 1. */
    SHARE,
    /** A total over users. */
    MEAN,
    /** A total over another total, both summed over the same users. */
    RATIO
}
