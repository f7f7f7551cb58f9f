package io.splitstream.jobs.archive;

import io.splitstream.jobs.connector.RowBuffer;

/**
 * Rows to store, and what may be said once they are.
 *
 * @param events rows of table {@code events}
 * @param assignments rows of table {@code assignments}
 * @param refusals rows of table {@code rejected_events}
 * @param epoch of the writer; negative while unknown, when nothing is said
 * @param completeUntil log time up to which these and earlier batches hold every event and assignment
 */
record ArchiveBatch(RowBuffer events, RowBuffer assignments, RowBuffer refusals, long epoch, long completeUntil) {}
