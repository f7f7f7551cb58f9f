package io.splitstream.edge.ring;

/**
 * What became of a submission's events, in numbers of events.
 *
 * @param acked the broker acknowledged them, or the journal has them on disk
 * @param notSent certainly not appended
 * @param unknown possibly appended
 */
public record Delivery(int acked, int notSent, int unknown) {
    /** Whether every event is durable. */
    public boolean isComplete() {
        return notSent == 0 && unknown == 0;
    }

    /** Whether certainly none of the events was appended. */
    public boolean isNothing() {
        return acked == 0 && unknown == 0;
    }
}
