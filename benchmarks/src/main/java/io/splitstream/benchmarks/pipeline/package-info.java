/**
 * The pipeline as a whole, from Kafka to the figures: how fast it stores a backlog beside the engine's own insert rate, how
 * fast a rebuild is, how soon figures are right after a kill, and how fresh they are at half of what it can take.
 */
@NullMarked
package io.splitstream.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
