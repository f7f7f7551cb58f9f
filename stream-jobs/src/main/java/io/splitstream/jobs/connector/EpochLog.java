package io.splitstream.jobs.connector;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.Tick;
import io.splitstream.contracts.topic.Topics;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens epochs by appending to topic {@code splitstream.epochs}: the record's offset is the epoch's number. Then log time
 * is moved past the record, by a tick in every partition of the events: whoever waits until the log was read up to the
 * epoch does not wait in vain where nobody else appends.
 *
 * @param bootstrapServers Kafka's brokers
 * @param jobName who opens the epoch; the record's value
 */
record EpochLog(String bootstrapServers, String jobName) implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The clocks of brokers differ by less, most of the time. */
    private static final Duration TICK_PAUSE = Duration.ofMillis(5);

    /**
     * Opens the next epoch. Blocks for some seconds at most.
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
            return open(producer);
        }
    }

    /** The same by a producer that waits until the brokers have acknowledged. */
    EpochStart open(Producer<byte[], byte[]> producer) throws IOException, InterruptedException {
        try {
            RecordMetadata appended = producer.send(
                            new ProducerRecord<>(Topics.EPOCHS, jobName.getBytes(StandardCharsets.UTF_8)))
                    .get();
            tickPast(appended.timestamp(), producer);
            return new EpochStart(appended.offset(), appended.timestamp());
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("no epoch for " + jobName + ": Kafka did not take the records", e);
        }
    }

    /**
     * Ticks until each partition has a record of later than a time, by the clock of its own broker. One whose clock is
     * seconds behind gets there by the ticks of collectors.
     */
    private void tickPast(long loggedAt, Producer<byte[], byte[]> producer)
            throws ExecutionException, InterruptedException {
        byte[] tick = new EventCodec().encode(new Tick(jobName, loggedAt));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long reached;
        do {
            Thread.sleep(TICK_PAUSE.toMillis());
            List<Future<RecordMetadata>> ticks = new ArrayList<>();
            for (PartitionInfo partition : producer.partitionsFor(Topics.EVENTS)) {
                ticks.add(producer.send(new ProducerRecord<>(Topics.EVENTS, partition.partition(), null, tick)));
            }
            reached = Long.MAX_VALUE;
            for (Future<RecordMetadata> appended : ticks) {
                reached = Math.min(reached, appended.get().timestamp());
            }
        } while (reached <= loggedAt && System.nanoTime() < deadline);
    }
}
