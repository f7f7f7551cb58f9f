package io.splitstream.jobs.metrics.core;

/** A user in an experiment. */
public record UserKey(String experimentId, String userId) {}
