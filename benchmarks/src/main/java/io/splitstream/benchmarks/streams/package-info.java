/**
 * The steps of the metrics job beside simpler ones: what dropping copies costs, in time and in state.
 *
 * <p>{@link io.splitstream.benchmarks.streams.StreamsBenchmark} starts a JVM a measurement, in which
 * {@link io.splitstream.benchmarks.streams.StreamsJobMain} runs one job on Flink's own cluster in a process.
 */
@NullMarked
package io.splitstream.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
