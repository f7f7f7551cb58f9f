/**
 * How fast the API answers from streamed statistics, beside the same figures counted from the archive by SQL.
 */
@NullMarked
package io.splitstream.benchmarks.query;

import org.jspecify.annotations.NullMarked;
