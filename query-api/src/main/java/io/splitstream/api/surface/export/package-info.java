/**
 * Exports: rows of the analysts' views, streamed from ClickHouse to the caller. Routes of the surfaces hand requests to
 * {@link io.splitstream.api.surface.export.Exports}.
 */
@NullMarked
package io.splitstream.api.surface.export;

import org.jspecify.annotations.NullMarked;
