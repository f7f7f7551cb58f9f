package io.splitstream.jobs.archive.core;

/** What goes to the sink of the archive. */
public sealed interface ArchiveInput permits LoggedRecord, LoggedRefusal, ArchiveEpoch {}
