package io.splitstream.statistics;

/** What a test holds against its null hypothesis of no difference. */
public enum Alternative {
    TWO_SIDED,
    /** The test arm is higher. */
    GREATER,
    /** The test arm is lower. */
    LESS
}
