package io.splitstream.api.platform;

/** Work that is done once, soon, whatever dies meanwhile. */
public interface WorkQueue {
    /**
     * Puts a piece of work on the queue, together with what the calling thread's transaction stores, or not at all. One
     * that waits already is not put there twice.
     *
     * @param kind of work; names its {@link Worker}
     * @param id of the piece, unique within the kind
     */
    void put(String kind, String id);
}
