/**
 * How long an acknowledged event takes to show in the results.
 */
@NullMarked
package io.splitstream.benchmarks.freshness;

import org.jspecify.annotations.NullMarked;
