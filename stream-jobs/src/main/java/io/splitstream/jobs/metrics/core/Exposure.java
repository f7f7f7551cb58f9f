package io.splitstream.jobs.metrics.core;

/**
 * A variant in which a user was seen.
 *
 * @param firstSeen least timestamp of the user's counted events in it, milliseconds since the epoch
 */
public record Exposure(String variantId, long firstSeen) {}
