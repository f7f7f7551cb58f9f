package io.splitstream.api.store;

import org.jspecify.annotations.Nullable;

/** The compacted logs that tell the collector and the stream jobs how things stand. */
public interface StateLog {
    /**
     * Appends a state. Blocks until it is durable.
     *
     * @param state null to have the key forgotten
     * @throws io.splitstream.api.platform.UnavailableException if that is not known within a few seconds
     * @throws StateTooLargeException if it will never be
     */
    void append(String topic, String key, byte @Nullable [] state);
}
