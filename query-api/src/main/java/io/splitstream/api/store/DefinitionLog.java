package io.splitstream.api.store;

/** The compacted log of experiment definitions. */
public interface DefinitionLog {
    /**
     * Appends a definition. Blocks until it is durable.
     *
     * @throws io.splitstream.api.platform.UnavailableException if that is not known within a few seconds
     */
    void append(String experimentId, byte[] definition);
}
