package io.splitstream.edge.kafka;

import java.time.Duration;

/**
 * What the producer may use up.
 *
 * @param bufferBytes memory for records that were not acknowledged yet
 * @param maxBlock how long a send may wait for memory or for the cluster's metadata
 * @param deliveryTimeout how long an event may take to be acknowledged, retries included
 */
public record ProducerLimits(int bufferBytes, Duration maxBlock, Duration deliveryTimeout) {}
