/**
 * The batch answer: one SQL over the archive that computes what the stream jobs keep, to the last integer.
 *
 * <p>The query API answers by segment with it and rebuilds an experiment from it; tests compare with it.
 */
@NullMarked
package io.splitstream.contracts.recount;

import org.jspecify.annotations.NullMarked;
