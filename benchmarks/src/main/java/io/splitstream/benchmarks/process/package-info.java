/**
 * Processes that a benchmark starts for itself: a broker, an edge, floors to compare with; and what they cost.
 *
 * <p>Used by the benchmarks that bring their own processes, and by the system tests.
 */
@NullMarked
package io.splitstream.benchmarks.process;

import org.jspecify.annotations.NullMarked;
