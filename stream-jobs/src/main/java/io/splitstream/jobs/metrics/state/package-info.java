/**
 * The bytes of the metrics job's state and streams, versioned: a new version adds a reader and keeps the old ones.
 */
@NullMarked
package io.splitstream.jobs.metrics.state;

import org.jspecify.annotations.NullMarked;
