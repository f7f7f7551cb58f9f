/**
 * How events become statistics: dedupe, belonging, sessions, totals of a user, and what a user adds to a cell.
 *
 * <p>Pure: no Flink, no I/O, no clock. Everything counted is a function of the set of counted events, whatever
 * their order. The functions of {@code io.splitstream.jobs.metrics} keep these values in state and call them.
 */
@NullMarked
package io.splitstream.jobs.metrics.core;

import org.jspecify.annotations.NullMarked;
