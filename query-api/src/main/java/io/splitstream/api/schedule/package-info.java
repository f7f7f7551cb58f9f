/** Searches for ideas that are made again and again, at 09:00 UTC. */
@NullMarked
package io.splitstream.api.schedule;

import org.jspecify.annotations.NullMarked;
