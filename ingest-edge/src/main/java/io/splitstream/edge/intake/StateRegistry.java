package io.splitstream.edge.intake;

import java.util.Collection;

/**
 * What a compacted topic says of each key: the highest revision seen. Written by one thread, read by any; holds as
 * many records as the topic has keys.
 *
 * @param <T> the record
 */
public interface StateRegistry<T> {
    /** Takes a record unless this or a higher revision is known; whether it was taken. For one thread. */
    boolean accept(T state);

    /** Forgets a key; whether anything was known of it. For one thread. */
    boolean remove(String key);

    /** Says that what is held is a whole state of the topic, present or past: absence means something from here on. */
    void markLoaded();

    /** Whether {@link #markLoaded} was called. */
    boolean isLoaded();

    /** Everything held. */
    Collection<T> all();
}
