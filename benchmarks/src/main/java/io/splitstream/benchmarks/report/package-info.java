/**
 * What every benchmark has: a name, a request to run, figures to show as a table and to store as JSON.
 */
@NullMarked
package io.splitstream.benchmarks.report;

import org.jspecify.annotations.NullMarked;
