package io.splitstream.systemtests;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.EventRecord;
import io.splitstream.contracts.event.Tick;
import io.splitstream.contracts.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is appended to {@code splitstream.events} from the moment of opening on. Used by one thread. */
final class EventsTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final EventCodec codec = new EventCodec();

    EventsTopic(Stack stack) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * Everything but ticks that was appended so far. A tick in each partition that the broker logged after the call
     * bounds it.
     */
    List<EventRecord> appended() {
        long now = System.currentTimeMillis();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<EventRecord> appended = new ArrayList<>();
        Set<TopicPartition> passed = new HashSet<>();
        while (passed.size() < partitions.size()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "no tick within " + PATIENCE + " in some of " + partitions + ", but in " + passed);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                EventRecord event = codec.decode(record.value());
                if (!(event instanceof Tick)) {
                    appended.add(event);
                } else if (record.timestamp() > now) {
                    passed.add(new TopicPartition(record.topic(), record.partition()));
                }
            }
        }
        return appended;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
