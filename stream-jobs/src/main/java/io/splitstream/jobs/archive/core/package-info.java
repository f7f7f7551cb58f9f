/** How a record of the log becomes a row of the archive. Pure: no Flink, no I/O, no clock. */
@NullMarked
package io.splitstream.jobs.archive.core;

import org.jspecify.annotations.NullMarked;
