package io.splitstream.contracts.event;

/**
 * Says that a partition is alive: its log time moves on even when nobody sends.
 *
 * @param edgeId the edge that wrote it, or the job that was started
 * @param sentAt milliseconds since the epoch
 */
public record Tick(String edgeId, long sentAt) implements EventRecord {}
