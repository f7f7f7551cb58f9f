package io.splitstream.api.kafka;

import io.splitstream.api.assignment.AssignmentLog;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.store.StateLog;
import io.splitstream.api.store.StateTooLargeException;
import io.splitstream.contracts.event.Assignment;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends to Kafka and waits for the acknowledgement of all in-sync replicas. Safe for use by several threads.
 *
 * <p>A call takes at most about 7 s: 2 s for metadata and buffer space, 5 s for delivery.
 */
public final class KafkaLog implements AssignmentLog, StateLog, AutoCloseable {
    private static final int METADATA_MILLIS = 2_000;
    private static final int DELIVERY_MILLIS = 5_000;
    private static final int ATTEMPT_MILLIS = 2_500;
    private static final long BUFFER_BYTES = 8L << 20;

    private final Producer<String, byte[]> producer;
    private final ThreadLocal<EventCodec> codecs = ThreadLocal.withInitial(EventCodec::new);

    /**
     * @param bootstrapServers host:port with commas between
     */
    public KafkaLog(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "splitstream-api",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                METADATA_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ATTEMPT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_MILLIS,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    KafkaLog(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    @Override
    public void append(Assignment assignment) {
        // The default partitioner hashes the key's UTF-8 bytes, as the edge's does.
        append(Topics.EVENTS, assignment.userId(), codecs.get().encode(assignment));
    }

    /**
     * Asks for the topics' metadata.
     *
     * @throws UnavailableException if no broker answers within 2 s
     */
    public void check() {
        try {
            if (producer.partitionsFor(Topics.EVENTS).isEmpty()
                    || producer.partitionsFor(Topics.EXPERIMENTS).isEmpty()) {
                throw new UnavailableException(
                        "Kafka has no topic " + Topics.EVENTS + " or " + Topics.EXPERIMENTS, null);
            }
        } catch (KafkaException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }

    @Override
    public void append(String topic, String key, byte @Nullable [] value) {
        try {
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, key, value));
            sent.get(DELIVERY_MILLIS + 500L, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge) {
                throw new StateTooLargeException(
                        "Kafka takes no record of " + key + " in " + topic + ": " + tooLarge.getMessage(), e);
            }
            throw unavailable(e);
        } catch (TimeoutException | KafkaException e) {
            throw unavailable(e);
        }
    }

    private static UnavailableException unavailable(Exception cause) {
        return new UnavailableException("Kafka does not answer; repeat the request in a few seconds.", cause);
    }
}
