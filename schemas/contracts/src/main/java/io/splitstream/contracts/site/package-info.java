/**
 * A site as the control plane publishes it for its visitors' browsers: who may send events for it, which experiments run
 * there, and what they change.
 *
 * <p>Topic {@code splitstream.sites} carries the current state of each site with its revision under its public key;
 * consumers ignore revisions lower than the one they hold. The query API writes it, the edge serves scripts from it and
 * takes events by it.
 */
@NullMarked
package io.splitstream.contracts.site;

import org.jspecify.annotations.NullMarked;
