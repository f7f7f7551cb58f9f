/**
 * The statistics engine: sufficient statistics that add up exactly, and inference on them.
 */
@NullMarked
package io.splitstream.statistics;

import org.jspecify.annotations.NullMarked;
