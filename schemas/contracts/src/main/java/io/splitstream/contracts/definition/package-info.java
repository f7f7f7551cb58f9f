/**
 * What the control plane tells the edge and the stream jobs of experiments and sessions, and its bytes (JSON).
 *
 * <p>Topic {@code splitstream.experiments} carries the current state of each experiment with its revision;
 * consumers ignore revisions lower than the one they hold. Topic {@code splitstream.sessions} does so for the sessions
 * of studies, and holds a tombstone for one that takes no interactions any more.
 */
@NullMarked
package io.splitstream.contracts.definition;

import org.jspecify.annotations.NullMarked;
