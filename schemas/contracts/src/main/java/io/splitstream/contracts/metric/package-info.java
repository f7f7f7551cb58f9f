/**
 * The measures counted per user, the metrics made of them, and the layout of their moments in a row.
 *
 * <p>The stream jobs write moments by this layout and the query API reads them by it.
 */
@NullMarked
package io.splitstream.contracts.metric;

import org.jspecify.annotations.NullMarked;
