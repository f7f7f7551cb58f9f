package io.splitstream.edge.intake;

/**
 * What a route's body looks like.
 *
 * @param shape of its events
 * @param sessionId of the session whose interactions they are; empty where they are none
 */
public record BodyForm(Kind kind, EventShape shape, String sessionId) {
    /** One event, in full. */
    public static final BodyForm EVENT = new BodyForm(Kind.ONE, EventShape.FULL, "");

    /** An object whose field {@code events} holds up to 100. */
    public static final BodyForm BATCH = new BodyForm(Kind.BATCH, EventShape.FULL, "");

    /** A JSON array, or JSON objects one a line, up to 10,000. */
    public static final BodyForm STREAM = new BodyForm(Kind.STREAM, EventShape.FULL, "");

    /** How events lie in a body. */
    public enum Kind {
        ONE,
        BATCH,
        STREAM,
        SESSION
    }

    /** An object whose field {@code events} holds up to 100 interactions of a session. */
    public static BodyForm session(String sessionId) {
        return new BodyForm(Kind.SESSION, EventShape.FULL, sessionId);
    }

    /** One event of a shape. */
    public static BodyForm one(EventShape shape) {
        return new BodyForm(Kind.ONE, shape, "");
    }
}
