package io.splitstream.api.experiment;

/** Tells the edge and the stream jobs of experiments' states. */
public interface Announcements {
    /**
     * Announces whatever of an experiment is not yet announced. Blocks for a few seconds at most.
     *
     * @return false if that could not be done; it will be done later without being asked again
     */
    boolean announce(String experimentId);
}
