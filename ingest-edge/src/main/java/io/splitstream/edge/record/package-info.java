/**
 * Records on their way to the log, as bytes, and the arrays that they and bodies live in.
 *
 * <p>{@code intake} fills a {@link io.splitstream.edge.record.RecordBatch}, {@code ring} carries it, {@code kafka}
 * empties it. Knows nobody.
 */
@NullMarked
package io.splitstream.edge.record;

import org.jspecify.annotations.NullMarked;
