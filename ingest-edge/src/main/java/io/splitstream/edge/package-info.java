/**
 * The collector's process: its settings, how its parts are put together, how it starts and ends.
 */
@NullMarked
package io.splitstream.edge;

import org.jspecify.annotations.NullMarked;
