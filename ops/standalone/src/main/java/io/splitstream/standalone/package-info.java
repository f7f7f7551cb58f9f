/**
 * The whole stack on one machine: command line, data directory, the order of the parts, and what is told to the
 * person who started it. Called by {@code ops/up} only.
 */
@NullMarked
package io.splitstream.standalone;

import org.jspecify.annotations.NullMarked;
