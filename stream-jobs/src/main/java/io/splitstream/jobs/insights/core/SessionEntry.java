package io.splitstream.jobs.insights.core;

/** What the insight job keeps of a record of the event log. */
public sealed interface SessionEntry permits SessionStep, LogTick {}
