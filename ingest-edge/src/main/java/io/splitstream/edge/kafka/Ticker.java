package io.splitstream.edge.kafka;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.Tick;
import io.splitstream.contracts.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a tick into every partition of the events each half second, so that log time moves where nobody sends; and
 * thereby knows whether the brokers take what this edge sends. A thread of its own, which also keeps a producer made.
 */
public final class Ticker {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    /** How old the newest acknowledged tick may be while the brokers count as reachable. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final EventProducer producer;
    private final String edgeId;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final EventCodec codec = new EventCodec();
    private final Set<Integer> unacknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile long lastAcknowledged;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ticker"));

    /**
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Ticker(EventProducer producer, String edgeId, Clock clock, LongSupplier nanoTime) {
        this.producer = producer;
        this.edgeId = edgeId;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Starts the thread. */
    public void start() {
        var unused = thread.scheduleAtFixedRate(this::tick, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether brokers acknowledged a tick lately. */
    public boolean isReachable() {
        return acknowledged.get() > 0 && nanoTime.getAsLong() - lastAcknowledged < FRESH.toNanos();
    }

    /** Ticks that were acknowledged since the start. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Ends the thread. */
    public void stop() {
        thread.shutdownNow();
    }

    void tick() {
        try {
            producer.ensure();
            producer.current().ifPresent(this::tick);
        } catch (RuntimeException e) {
            // An executor would never call again after an exception.
            LOG.error("a tick failed", e);
        }
    }

    private void tick(Producer<byte[], byte[]> current) {
        byte[] value = codec.encode(new Tick(edgeId, clock.millis()));
        try {
            for (var partition : current.partitionsFor(Topics.EVENTS)) {
                send(current, partition.partition(), value);
            }
        } catch (org.apache.kafka.common.errors.TimeoutException
                | org.apache.kafka.common.errors.InterruptException e) {
            LOG.debug("no partitions of {} known: {}", Topics.EVENTS, e.getMessage());
        } catch (KafkaException | IllegalStateException e) {
            producer.drop(current, e);
        }
    }

    /** At most one tick a partition is on its way: an outage shall not be followed by a heap of old ticks. */
    private void send(Producer<byte[], byte[]> current, int partition, byte[] value) {
        if (!unacknowledged.add(partition)) {
            return;
        }
        try {
            var unused =
                    current.send(new ProducerRecord<>(Topics.EVENTS, partition, null, value), (metadata, failure) -> {
                        unacknowledged.remove(partition);
                        if (failure == null) {
                            lastAcknowledged = nanoTime.getAsLong();
                            acknowledged.incrementAndGet();
                        }
                    });
        } catch (RuntimeException e) {
            unacknowledged.remove(partition);
            throw e;
        }
    }
}
