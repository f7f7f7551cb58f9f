/**
 * Ways to read the edge's JSON, side by side: the libraries that were considered, and the edge's own.
 */
@NullMarked
package io.splitstream.benchmarks.json;

import org.jspecify.annotations.NullMarked;
