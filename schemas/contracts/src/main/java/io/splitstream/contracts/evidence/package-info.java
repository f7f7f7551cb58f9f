/**
 * From the rows that the stream jobs write to what the statistics engine takes: cells that add up, a metric's
 * sufficient statistics in them, and what they say of a split and of a guardrail.
 *
 * <p>The stream jobs raise alerts by it and the query API answers by it, so that the two never disagree. Pure
 * functions of immutable values.
 */
@NullMarked
package io.splitstream.contracts.evidence;

import org.jspecify.annotations.NullMarked;
