/**
 * The command line of the benchmarks: which there are, what they are told, how they report.
 *
 * <p>Each benchmark lives in a package of its own and runs against a stack that is already up.
 */
@NullMarked
package io.splitstream.benchmarks;

import org.jspecify.annotations.NullMarked;
