package io.splitstream.contracts.event;

/**
 * An {@link ExperimentEvent} whose texts are bytes: what {@link EventEncoder} writes. The fields are those of
 * {@link ExperimentEvent}; optional ones that are absent are slices without a text.
 */
public interface EventSource {
    /** Identity within (workspace, experiment, user). */
    Utf8Slice eventId();

    /** Whose experiment it is. */
    Utf8Slice workspaceId();

    /** The experiment. */
    Utf8Slice experimentId();

    /** The variant. */
    Utf8Slice variantId();

    /** The user. */
    Utf8Slice userId();

    /** What the user did. */
    Utf8Slice eventType();

    /** Whether the event has a value. */
    boolean hasValue();

    /** Ten-thousandths; means nothing without {@link #hasValue}. */
    long value();

    /** JSON text as sent. */
    Utf8Slice data();

    /** The session that the client names. */
    Utf8Slice sessionId();

    /** Milliseconds since the epoch: when it happened. */
    long timestamp();

    /** Whether the client's time gave way to {@link #receivedAt}. */
    boolean timestampReplaced();

    /** Milliseconds since the epoch: when the edge parsed it. */
    long receivedAt();

    /** The surface or SDK it came by. */
    Utf8Slice source();

    /** Class of device. */
    Utf8Slice userAgentClass();

    /** The client's address, anonymised. */
    Utf8Slice address();
}
