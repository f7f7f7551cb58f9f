package io.splitstream.edge.intake;

/**
 * An event that is not to be appended.
 *
 * @param index its place in its request, from 0
 * @param experimentId the experiment, or of an interaction the session, as far as it is known, else empty
 * @param revisable whether a newer definition of the experiment or session could change the verdict
 * @param from offset in the body of its first byte
 * @param to offset in the body behind its last byte
 */
public record Rejection(int index, Refusal refusal, String experimentId, boolean revisable, int from, int to) {}
