package io.splitstream.jobs.connector;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A topic that a job reads or appends to.
 *
 * @param bootstrapServers Kafka's brokers
 * @param name the topic
 * @param jobName who reads it; the consumer group, under which the offsets of checkpoints are shown
 */
public record KafkaTopic(String bootstrapServers, String name, String jobName) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An answer of the broker waits for so many bytes, but no longer than so long: on busy machines each one costs. */
    private static final int FETCH_BYTES = 64 << 10;

    private static final Duration FETCH_WAIT = Duration.ofMillis(50);

    /** Records that are handed from the fetching to the reading thread together. */
    private static final int POLLED_RECORDS = 4_000;

    /** A source of the topic's records from the earliest on, or from where the state stands. */
    public <T> KafkaSource<T> source(KafkaRecordDeserializationSchema<T> deserializer) {
        return source(deserializer, new EarliestOnce(true));
    }

    /**
     * The same of a topic whose rows hold all that was ever appended: without state it fails where the earliest record is
     * not the first, unless that is accepted.
     */
    public <T> KafkaSource<T> sourceOfAll(KafkaRecordDeserializationSchema<T> deserializer, boolean acceptsMissing) {
        return source(deserializer, new EarliestOnce(acceptsMissing));
    }

    /** The same of a topic that drops old records whether they were read or not: those are passed over. */
    public <T> KafkaSource<T> sourceOfWhatIsLeft(KafkaRecordDeserializationSchema<T> deserializer) {
        return source(deserializer, OffsetsInitializer.earliest());
    }

    private <T> KafkaSource<T> source(KafkaRecordDeserializationSchema<T> deserializer, OffsetsInitializer start) {
        return KafkaSource.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(name)
                .setGroupId(jobName)
                .setClientIdPrefix(jobName + "-" + name)
                .setStartingOffsets(start)
                .setDeserializer(deserializer)
                // A topic's partitions are fixed; a failed look-up would fail the job.
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(FETCH_BYTES))
                .setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(FETCH_WAIT.toMillis()))
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(POLLED_RECORDS))
                .build();
    }

    /** A sink that appends to the topic at least once; a checkpoint waits until all before it is acknowledged. */
    public <T> KafkaSink<T> sink(SerializationSchema<T> key, SerializationSchema<T> value) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty(ProducerConfig.CLIENT_ID_CONFIG, jobName + "-" + name)
                .setProperty(ProducerConfig.ACKS_CONFIG, "all")
                .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
                .setRecordSerializer(KafkaRecordSerializationSchema.<T>builder()
                        .setTopic(name)
                        .setKeySerializationSchema(key)
                        .setValueSerializationSchema(value)
                        .build())
                .build();
    }

    /**
     * Partitions of the topic: a source must not have more subtasks, or those without a partition would hold the
     * log time back for ever.
     *
     * @throws IOException if Kafka does not answer in time or has no such topic
     */
    public int partitions() throws IOException, InterruptedException {
        Map<String, Object> configuration = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(configuration)) {
            TopicDescription topic = admin.describeTopics(List.of(name))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return topic.partitions().size();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "topic " + name + " cannot be described by Kafka at " + bootstrapServers
                            + ": start Kafka and create the topics before the jobs",
                    e);
        }
    }
}
