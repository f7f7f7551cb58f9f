package io.splitstream.edge.intake;

/** Keeps what was refused, as far as there is room, so that a client's author can see why. Never blocks. */
@FunctionalInterface
public interface RejectionLog {
    /**
     * Notes an event that was refused.
     *
     * @param time milliseconds since the epoch
     * @param body the request's body
     * @param event the refused event within it
     */
    void note(long time, String workspaceId, Verdict.Refused verdict, byte[] body, ReadEvent event);
}
