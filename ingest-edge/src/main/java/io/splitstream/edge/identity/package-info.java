/**
 * Who calls the edge: bearer tokens and cookies, with what was verified remembered for a while.
 *
 * <p>Called by {@code http} on its event loops.
 */
@NullMarked
package io.splitstream.edge.identity;

import org.jspecify.annotations.NullMarked;
