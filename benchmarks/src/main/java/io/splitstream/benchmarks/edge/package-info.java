/**
 * The edge measured beside its floors: a bare HTTP server that answers 204, and a plain Kafka producer.
 *
 * <p>Brings its own processes. Load comes from raw sockets with requests made beforehand, so that the client takes as
 * little as possible of the cores that all share.
 */
@NullMarked
package io.splitstream.benchmarks.edge;

import org.jspecify.annotations.NullMarked;
