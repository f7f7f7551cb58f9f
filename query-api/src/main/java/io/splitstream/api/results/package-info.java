/**
 * What the stream jobs counted: read from ClickHouse (SQL in the resources), added up exactly, and never older than
 * what a reader saw before. Alone imports the ClickHouse client.
 *
 * <p>Called by the surfaces and decision.
 */
@NullMarked
package io.splitstream.api.results;

import org.jspecify.annotations.NullMarked;
