package io.splitstream.jobs.connector;

import io.splitstream.contracts.topic.Topics;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens epochs by appending to topic {@code splitstream.epochs}: the record's offset is the epoch's number.
 *
 * @param bootstrapServers Kafka's brokers
 * @param jobName who opens the epoch; the record's value
 */
record EpochLog(String bootstrapServers, String jobName) implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * Opens the next epoch. Blocks for a few seconds at most.
     *
     * @throws IOException if Kafka does not acknowledge in time; an epoch may have been opened all the same
     */
    @SuppressWarnings("try") // the class loader is in force for as long as the variable lives
    EpochStart open() throws IOException, InterruptedException {
        int patience = (int) PATIENCE.toMillis();
        Map<String, Object> configuration = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                jobName + "-epochs",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                patience,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                patience,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                patience,
                ProducerConfig.LINGER_MS_CONFIG,
                0);
        // The client looks its classes up by the thread's class loader.
        try (TemporaryClassLoaderContext ignored = TemporaryClassLoaderContext.of(EpochLog.class.getClassLoader());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer())) {
            RecordMetadata appended = producer.send(
                            new ProducerRecord<>(Topics.EPOCHS, jobName.getBytes(StandardCharsets.UTF_8)))
                    .get();
            return new EpochStart(appended.offset(), appended.timestamp());
        } catch (ExecutionException e) {
            throw new IOException("no epoch for " + jobName + ": Kafka did not take the record", e.getCause());
        }
    }
}
