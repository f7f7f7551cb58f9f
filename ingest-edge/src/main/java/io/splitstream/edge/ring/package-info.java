/**
 * Between the event loops, which must not block, and the producer, which may: a bounded ring per event loop.
 *
 * <p>{@code http} offers {@link io.splitstream.edge.ring.Submission}s, one thread per ring sends their events into
 * an {@link io.splitstream.edge.ring.EventSink}, which {@code kafka} implements. Alone uses the Disruptor.
 */
@NullMarked
package io.splitstream.edge.ring;

import org.jspecify.annotations.NullMarked;
