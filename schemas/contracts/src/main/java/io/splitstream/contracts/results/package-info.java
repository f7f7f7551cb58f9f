/**
 * The ClickHouse database: its statements and table names, written by the stream jobs, read by the query API.
 */
@NullMarked
package io.splitstream.contracts.results;

import org.jspecify.annotations.NullMarked;
