package io.splitstream.jobs.archive.core;

/** Says that progress from here on is of this epoch. */
public record ArchiveEpoch(long epoch) implements ArchiveInput {}
