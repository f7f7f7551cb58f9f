package io.splitstream.edge.intake;

import java.util.List;

/** What came of reading a body. */
public sealed interface BodyReading {
    /** The body is a sequence of events, each judged on its own; in the body's order, at least one. */
    record Events(List<ReadEvent> events) implements BodyReading {
        public Events {
            events = List.copyOf(events);
        }
    }

    /** The body as a whole cannot be read. */
    record Unreadable(Refusal refusal) implements BodyReading {}
}
