package io.splitstream.jobs.insights.core;

/** A record that counts for nothing but moves the log time of its partition on. */
public record LogTick() implements SessionEntry {}
