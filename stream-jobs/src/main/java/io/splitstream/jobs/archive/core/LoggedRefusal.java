package io.splitstream.jobs.archive.core;

/**
 * A record of the log of refusals, not decoded yet.
 *
 * @param value the record's bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not to be copied on its way
public record LoggedRefusal(int partition, long offset, byte[] value) implements ArchiveInput {}
