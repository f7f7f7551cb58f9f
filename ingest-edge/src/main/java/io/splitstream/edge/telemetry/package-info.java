/**
 * What the edge tells about itself, and the port where Prometheus reads it.
 *
 * <p>{@code http} and the root report to {@link io.splitstream.edge.telemetry.EventLedger} and
 * {@link io.splitstream.edge.telemetry.EdgeMetrics}.
 */
@NullMarked
package io.splitstream.edge.telemetry;

import org.jspecify.annotations.NullMarked;
