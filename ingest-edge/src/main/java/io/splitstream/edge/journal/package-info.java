/**
 * Accepted events on this host's disk before they are acknowledged, for edges that shall take events while no broker
 * can be reached.
 *
 * <p>A ring's thread appends through {@link io.splitstream.edge.journal.JournalSink}; {@code kafka} reads through
 * {@link io.splitstream.edge.journal.JournalReader}, and says by {@link io.splitstream.edge.journal.Journal#release}
 * what the broker has. Everything is bounded in bytes.
 */
@NullMarked
package io.splitstream.edge.journal;

import org.jspecify.annotations.NullMarked;
