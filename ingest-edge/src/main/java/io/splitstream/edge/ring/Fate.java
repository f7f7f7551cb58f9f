package io.splitstream.edge.ring;

/** What became of an event that was to be appended. */
public enum Fate {
    /** The broker acknowledged it, or the journal has it on disk. */
    ACKED,
    /** It certainly was not appended. */
    NOT_SENT,
    /** It may have been appended, or not. */
    UNKNOWN
}
