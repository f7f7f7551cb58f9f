/**
 * The promises under fire: processes of a running stack are killed and paused at random while it counts, and after every
 * round all ways of counting have to agree to the last integer.
 *
 * <p>{@link io.splitstream.benchmarks.chaos.ChaosRun} is used by the benchmark and by the system tests.
 */
@NullMarked
package io.splitstream.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
