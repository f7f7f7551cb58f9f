package io.splitstream.jobs.metrics.core;

/** What the metrics job keeps of a record of the event log. */
public sealed interface LogEntry permits CountableEvent, Enrolment, Heartbeat {}
