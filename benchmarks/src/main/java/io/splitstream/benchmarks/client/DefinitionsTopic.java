package io.splitstream.benchmarks.client;

import io.splitstream.contracts.definition.DefinitionCodec;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The definitions as the services exchange them. */
public final class DefinitionsTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    private DefinitionsTopic() {}

    /**
     * The newest definition of an experiment.
     *
     * @param bootstrapServers Kafka's brokers
     * @throws IOException if there is none
     */
    public static ExperimentDefinition newest(String bootstrapServers, String experimentId) throws IOException {
        DefinitionCodec codec = new DefinitionCodec();
        ExperimentDefinition newest = null;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.EXPERIMENTS, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).values().iterator().next();
            while (consumer.position(only) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    ExperimentDefinition read = codec.decode(record.value());
                    boolean newer = newest == null || newest.revision() < read.revision();
                    if (read.experimentId().equals(experimentId) && newer) {
                        newest = read;
                    }
                }
            }
        }
        if (newest == null) {
            throw new IOException("no definition of " + experimentId + " in " + Topics.EXPERIMENTS);
        }
        return newest;
    }
}
