/**
 * What the edge lets in: how much at a time altogether, and how much a second from each caller.
 *
 * <p>Called by {@code http} before any work is done for a request.
 */
@NullMarked
package io.splitstream.edge.admission;

import org.jspecify.annotations.NullMarked;
