/** The questions of the analysts' page, asked of a large archive, and exports of all of it. */
@NullMarked
package io.splitstream.benchmarks.analysts;

import org.jspecify.annotations.NullMarked;
