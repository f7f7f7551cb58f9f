/**
 * The Kafka topics: names, partitions and configuration.
 */
@NullMarked
package io.splitstream.contracts.topic;

import org.jspecify.annotations.NullMarked;
