/**
 * How many events the edge takes in.
 */
@NullMarked
package io.splitstream.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
