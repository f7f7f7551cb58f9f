/**
 * The job {@code event-archive}: every event of the log into the table {@code events}, every assignment into {@code
 * assignments}, what the collector refused into {@code rejected_events}; at least once, one row per identity after
 * replacing.
 */
@NullMarked
package io.splitstream.jobs.archive;

import org.jspecify.annotations.NullMarked;
