package io.splitstream.edge.intake;

/** One event of a body: well formed, or not; and which bytes of the body it is. */
public sealed interface ReadEvent {
    /** Offset in the body of the event's first byte. */
    int from();

    /** Offset in the body behind the event's last byte. */
    int to();

    /** Its fields are well formed. */
    record WellFormed(ParsedEvent event, int from, int to) implements ReadEvent {}

    /**
     * It cannot be taken whatever the experiment says.
     *
     * @param experimentId as far as it could be read, else empty
     */
    record Malformed(Refusal refusal, String experimentId, int from, int to) implements ReadEvent {}
}
