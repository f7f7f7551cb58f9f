/**
 * The job {@code event-archive}: every event of the log into the table {@code events}, at least once, one row per
 * identity after replacing.
 */
@NullMarked
package io.splitstream.jobs.archive;

import org.jspecify.annotations.NullMarked;
