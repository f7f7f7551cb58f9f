package io.splitstream.jobs.metrics.core;

/**
 * A record that counts for nothing but moves the log time of its partition on.
 *
 * @param loggedAt milliseconds since the epoch: when the broker appended it
 */
public record Heartbeat(long loggedAt) implements LogEntry {}
