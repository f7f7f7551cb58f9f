/**
 * Tests of the whole system, from outside: against a running stack whose data directory the property {@code
 * splitstream.data} names.
 *
 * <p>All classes share one stack, and each makes experiments of its own. Those that only read and write come first, the
 * one that kills processes last.
 */
@NullMarked
package io.splitstream.systemtests;

import org.jspecify.annotations.NullMarked;
