package io.splitstream.edge.intake;

/** Keeps what was refused, as far as there is room, so that a client's author can see why. Never blocks. */
@FunctionalInterface
public interface RejectionLog {
    /**
     * Notes an event that was refused.
     *
     * @param time milliseconds since the epoch
     * @param event as found in the body
     * @param body the request's body, which is not kept
     */
    void note(long time, String workspaceId, Rejection event, byte[] body);
}
