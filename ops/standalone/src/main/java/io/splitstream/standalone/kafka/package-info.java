/**
 * The broker: one real Kafka in KRaft mode, broker and controller in one process, and its topics.
 */
@NullMarked
package io.splitstream.standalone.kafka;

import org.jspecify.annotations.NullMarked;
