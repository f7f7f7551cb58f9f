/** The bytes of the archive job's streams, versioned. */
@NullMarked
package io.splitstream.jobs.archive.state;

import org.jspecify.annotations.NullMarked;
