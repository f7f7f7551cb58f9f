/**
 * The edge's two ways to Kafka: the producer of events, ticks and rejected events, and the consumer of definitions.
 *
 * <p>Alone uses Kafka's client. Everything here lives with brokers and topics that are missing, at start and later.
 */
@NullMarked
package io.splitstream.edge.kafka;

import org.jspecify.annotations.NullMarked;
