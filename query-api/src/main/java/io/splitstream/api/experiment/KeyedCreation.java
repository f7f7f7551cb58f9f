package io.splitstream.api.experiment;

/**
 * What a creation key stands for.
 *
 * @param experiment as it was when created
 * @param requestHash of the body that created it
 */
public record KeyedCreation(Experiment experiment, String requestHash) {}
