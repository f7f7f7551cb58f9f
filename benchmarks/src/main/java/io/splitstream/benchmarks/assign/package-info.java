/**
 * How many users a second are assigned, and what that costs PostgreSQL.
 */
@NullMarked
package io.splitstream.benchmarks.assign;

import org.jspecify.annotations.NullMarked;
