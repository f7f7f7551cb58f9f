/**
 * The job {@code experiment-metrics}: from the event log to the absolute, versioned rows of
 * {@code experiment_statistics}.
 *
 * <p>{@link io.splitstream.jobs.metrics.ExperimentMetricsJob} wires it; what is counted, and how, is said in
 * {@code core}, and how it is kept, in {@code state}.
 */
@NullMarked
package io.splitstream.jobs.metrics;

import org.jspecify.annotations.NullMarked;
