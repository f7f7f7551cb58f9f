package io.splitstream.api.kafka;

import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertCodec;
import io.splitstream.contracts.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the stream's alerts and hands each on, at least once: an offset is committed when all before it were taken. Of
 * several processes one reads. A thread of its own.
 */
public final class AlertFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String GROUP = "splitstream-api-alerts";

    private final Map<String, Object> config;
    private final Consumer<Alert> taker;
    private final AlertCodec codec = new AlertCodec();
    private final Thread thread = new Thread(this::run, "alert-feed");
    private volatile boolean closed;
    private volatile @org.jspecify.annotations.Nullable KafkaConsumer<byte[], byte[]> current;

    /**
     * @param taker keeps an alert; throws {@link UnavailableException} if it could not
     */
    public AlertFeed(String bootstrapServers, Consumer<Alert> taker) {
        this.taker = taker;
        this.config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.CLIENT_ID_CONFIG,
                GROUP,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                current = consumer;
                consumer.subscribe(List.of(Topics.ALERTS));
                while (!closed) {
                    take(consumer.poll(POLL));
                    consumer.commitSync();
                }
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                LOG.debug("the feed of alerts is asked to end");
            } catch (UnavailableException | KafkaException e) {
                LOG.warn("alerts wait in Kafka: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("the feed of alerts failed and begins again", e);
            } finally {
                current = null;
            }
            rest();
        }
    }

    /** Hands alerts on; one that its taker fails on is left out, or no later one would ever be taken. */
    void take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Alert alert;
            try {
                alert = codec.decode(record.value());
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("record at offset {} of {} is no alert and is left out", record.offset(), Topics.ALERTS);
                continue;
            }
            try {
                taker.accept(alert);
            } catch (UnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("alert {} at offset {} cannot be taken", alert.id(), record.offset(), e);
            }
        }
    }

    private void rest() {
        if (closed) {
            return;
        }
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
