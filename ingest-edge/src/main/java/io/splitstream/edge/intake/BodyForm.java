package io.splitstream.edge.intake;

/**
 * What a route's body looks like.
 *
 * @param shape of its events
 */
public record BodyForm(Kind kind, EventShape shape) {
    /** One event, in full. */
    public static final BodyForm EVENT = new BodyForm(Kind.ONE, EventShape.FULL);

    /** An object whose field {@code events} holds up to 100. */
    public static final BodyForm BATCH = new BodyForm(Kind.BATCH, EventShape.FULL);

    /** A JSON array, or JSON objects one a line, up to 10,000. */
    public static final BodyForm STREAM = new BodyForm(Kind.STREAM, EventShape.FULL);

    /** How events lie in a body. */
    public enum Kind {
        ONE,
        BATCH,
        STREAM
    }

    /** One event of a shape. */
    public static BodyForm one(EventShape shape) {
        return new BodyForm(Kind.ONE, shape);
    }
}
