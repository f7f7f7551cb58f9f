package io.splitstream.jobs.archive;

import io.splitstream.jobs.connector.RowBuffer;

/**
 * Rows to store, and what may be said once they are.
 *
 * @param epoch of the writer; negative while unknown, when nothing is said
 * @param completeUntil log time up to which these and earlier batches hold every event
 */
record ArchiveBatch(RowBuffer rows, long epoch, long completeUntil) {}
