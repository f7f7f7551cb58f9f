package io.splitstream.edge.kafka;

import io.splitstream.edge.ring.EventSink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer that all rings share, idempotent and acknowledged by all in-sync replicas. Safe for use by several
 * threads.
 *
 * <p>A producer that failed for good, say because its identity was refused, would fail every later send. Such a one is
 * dropped, and {@link #ensure} makes the next; in between nothing is sent, which the clients are told.
 */
public final class EventProducer {
    private static final Logger LOG = LoggerFactory.getLogger(EventProducer.class);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private volatile @Nullable Producer<byte[], byte[]> current;
    private volatile boolean closed;

    EventProducer(Supplier<Producer<byte[], byte[]>> factory) {
        this.factory = factory;
    }

    /** A producer for the brokers of the limits. Connects once {@link #ensure} was called. */
    public static EventProducer connectingTo(String bootstrapServers, String clientId, ProducerLimits limits) {
        Map<String, Object> config = Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, clientId),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) limits.bufferBytes()),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, limits.maxBlock().toMillis()),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(limits.deliveryTimeout())),
                // A try may take a third of the time, so that a broker that stalls costs a try and not the event.
                Map.entry(
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        millis(limits.deliveryTimeout().dividedBy(3))),
                Map.entry(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50L),
                Map.entry(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L),
                Map.entry(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2000L));
        return new EventProducer(
                () -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /** A way in for one ring's thread. */
    public EventSink sink() {
        return new ProducerSink(this);
    }

    /** Makes a producer if there is none and one can be made. For one housekeeping thread. */
    void ensure() {
        if (current != null || closed) {
            return;
        }
        try {
            current = factory.get();
        } catch (KafkaException e) {
            // For instance a broker's name that does not resolve yet.
            LOG.warn("no Kafka producer yet: {}", e.getMessage());
        }
    }

    /** The producer, if there is one. */
    Optional<Producer<byte[], byte[]>> current() {
        return Optional.ofNullable(current);
    }

    /**
     * How long records wait in the producer before they are sent, over the last half minute.
     *
     * @param mean of all of them, in seconds; 0 if there was none
     * @param most of one of them
     */
    public record QueueSeconds(double mean, double most) {}

    /** How long records wait in the producer, as it says itself; from any thread. */
    public QueueSeconds queueSeconds() {
        double mean = 0;
        double most = 0;
        Optional<Producer<byte[], byte[]>> now = current();
        if (now.isPresent()) {
            for (Metric metric : now.get().metrics().values()) {
                if (metric.metricName().group().equals("producer-metrics")
                        && metric.metricValue() instanceof Double millis
                        && !millis.isNaN()) {
                    switch (metric.metricName().name()) {
                        case "record-queue-time-avg" -> mean = millis / 1000;
                        case "record-queue-time-max" -> most = millis / 1000;
                        default -> {}
                    }
                }
            }
        }
        return new QueueSeconds(mean, most);
    }

    /** Drops a producer that failed for good. What it had not sent fails, and whoever waits for that is told. */
    void drop(Producer<byte[], byte[]> broken, RuntimeException cause) {
        synchronized (this) {
            if (current != broken) {
                return;
            }
            current = null;
        }
        LOG.error("the Kafka producer failed for good, making another", cause);
        broken.close(Duration.ZERO);
    }

    /** Sends what is buffered, waiting for a time at most; the rest fails, and whoever waits for it is told. */
    public void close(Duration timeout) {
        closed = true;
        current().ifPresent(producer -> producer.close(timeout));
    }
}
