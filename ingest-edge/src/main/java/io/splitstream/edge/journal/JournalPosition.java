package io.splitstream.edge.journal;

/**
 * A place between two frames.
 *
 * @param segment its number, from 1
 * @param offset bytes from the segment's begin
 */
public record JournalPosition(long segment, long offset) implements Comparable<JournalPosition> {
    /** Before everything. */
    static final JournalPosition BEGIN = new JournalPosition(0, 0);

    @Override
    public int compareTo(JournalPosition other) {
        return segment == other.segment ? Long.compare(offset, other.offset) : Long.compare(segment, other.segment);
    }
}
