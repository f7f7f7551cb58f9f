/**
 * The records of topic {@code splitstream.events} and their bytes (Avro single-object encoding).
 *
 * <p>Written by the edge (events, interactions, ticks) and the query API (assignments), read by the stream jobs.
 */
@NullMarked
package io.splitstream.contracts.event;

import org.jspecify.annotations.NullMarked;
