/**
 * The way out to Kafka: definitions to the compacted topic, assignments to the event log. Alone imports the client.
 */
@NullMarked
package io.splitstream.api.kafka;

import org.jspecify.annotations.NullMarked;
