package io.splitstream.api.study;

/** Tells the collector of sessions. */
public interface SessionAnnouncements {
    /**
     * Announces whatever of a session is not yet announced. Blocks for a few seconds at most.
     *
     * @return false if that could not be done; it will be done later without being asked again
     */
    boolean announceSession(String sessionId);
}
