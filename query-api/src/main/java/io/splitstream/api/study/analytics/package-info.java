/**
 * A study in figures, by variant.
 *
 * Called by the surfaces.
 */
@NullMarked
package io.splitstream.api.study.analytics;

import org.jspecify.annotations.NullMarked;
