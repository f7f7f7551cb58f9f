package io.splitstream.contracts.event;

/**
 * An event that the collector refused; a record of topic {@code splitstream.rejected}.
 *
 * @param time milliseconds since the epoch: when it was refused
 * @param workspaceId who sent it
 * @param experimentId what it names; empty where that cannot be read
 * @param code of the refusal
 * @param message what was wrong with it
 * @param excerpt the begin of what was sent, without what looks like a secret
 */
public record RefusedEvent(
        long time, String workspaceId, String experimentId, String code, String message, String excerpt) {}
