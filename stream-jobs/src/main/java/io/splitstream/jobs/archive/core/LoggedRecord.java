package io.splitstream.jobs.archive.core;

/**
 * A record of the event log, not decoded yet.
 *
 * @param loggedAt milliseconds since the epoch: when the broker appended it
 * @param value the record's bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not to be copied on its way
public record LoggedRecord(int partition, long offset, long loggedAt, byte[] value) implements ArchiveInput {}
