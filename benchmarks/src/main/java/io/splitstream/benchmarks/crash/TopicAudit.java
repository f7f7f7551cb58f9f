package io.splitstream.benchmarks.crash;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Holds what the topic has against what clients were told, from the moment of opening on. Each user has one event, so a
 * user with two identities is an event that counts twice. For one thread.
 */
final class TopicAudit implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final EventCodec codec = new EventCodec();
    private final String prefix;
    private final BitSet present = new BitSet();
    private long[] identities = new long[1 << 16];
    private long records;
    private long doubled;

    /**
     * What was found.
     *
     * @param acked events that were acknowledged
     * @param missing of them, not in the topic
     * @param copies records beyond one for each event, under the same identity
     * @param doubled records that give an event a second identity
     */
    record Finding(long acked, long missing, long copies, long doubled) {}

    /**
     * @param prefix of the users to look at
     */
    TopicAudit(String bootstrapServers, String prefix) {
        this.prefix = prefix;
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads until every acknowledged event was seen, for a time at most, and then to the end. */
    Finding read(BitSet acknowledged, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        BitSet missing = missing(acknowledged);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            readToEnd();
            missing = missing(acknowledged);
        }
        readToEnd();
        return new Finding(
                acknowledged.cardinality(), missing.cardinality(), records - present.cardinality() - doubled, doubled);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private BitSet missing(BitSet acknowledged) {
        BitSet missing = (BitSet) acknowledged.clone();
        missing.andNot(present);
        return missing;
    }

    private void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean behind = true;
        while (behind) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (codec.decode(record.value()) instanceof ExperimentEvent event
                        && event.userId().startsWith(prefix)) {
                    take(Integer.parseInt(event.userId().substring(prefix.length())), identity(event));
                }
            }
            behind = ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
        }
    }

    private void take(int user, long identity) {
        records++;
        if (user >= identities.length) {
            identities = Arrays.copyOf(identities, Math.max(user + 1, 2 * identities.length));
        }
        if (!present.get(user)) {
            present.set(user);
            identities[user] = identity;
        } else if (identities[user] != identity) {
            doubled++;
        }
    }

    private static long identity(ExperimentEvent event) {
        long hash = 1125899906842597L;
        for (int i = 0; i < event.eventId().length(); i++) {
            hash = 31 * hash + event.eventId().charAt(i);
        }
        return hash;
    }
}
