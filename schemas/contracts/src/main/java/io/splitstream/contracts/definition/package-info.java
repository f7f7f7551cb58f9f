/**
 * What the control plane tells the edge and the stream jobs of an experiment, and its bytes (JSON).
 *
 * <p>Topic {@code splitstream.experiments} carries the current state of each experiment with its revision;
 * consumers ignore revisions lower than the one they hold.
 */
@NullMarked
package io.splitstream.contracts.definition;

import org.jspecify.annotations.NullMarked;
