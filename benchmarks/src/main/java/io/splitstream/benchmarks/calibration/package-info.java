/**
 * Whether the engine errs as often as it says, and no oftener: experiments are simulated by the thousand, watched all
 * along, and judged by the engine and the rules of recommendation that production runs.
 *
 * <p>Read {@link io.splitstream.benchmarks.calibration.Catalogue} for what is simulated, {@link
 * io.splitstream.benchmarks.calibration.Watch} for what is asked at each look and {@link
 * io.splitstream.benchmarks.calibration.Verification} for what counts as missed.
 */
@NullMarked
package io.splitstream.benchmarks.calibration;

import org.jspecify.annotations.NullMarked;
