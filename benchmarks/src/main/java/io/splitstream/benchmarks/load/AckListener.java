package io.splitstream.benchmarks.load;

/** Hears of every acknowledged request. Called on the sending threads, several at a time. */
@FunctionalInterface
public interface AckListener {
    /** Hears nothing. */
    AckListener NONE = (request, nanoTime) -> {};

    /**
     * A request was acknowledged.
     *
     * @param nanoTime when its answer had arrived, as of {@link System#nanoTime()}
     */
    void acknowledged(EventRequest request, long nanoTime);
}
