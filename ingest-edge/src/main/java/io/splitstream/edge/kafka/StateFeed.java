package io.splitstream.edge.kafka;

import io.splitstream.edge.intake.CatchUp;
import io.splitstream.edge.intake.StateRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link StateRegistry} equal to its compacted topic. A thread of its own reads the topic from its beginning,
 * which compaction keeps short, and follows it; {@link #catchUp} may be called from any thread.
 *
 * @param <T> the topic's records
 */
public final class StateFeed<T> implements CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(StateFeed.class);

    /** Also how long a catch-up may wait to begin. */
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CATCH_UP_INTERVAL = Duration.ofMillis(50);
    private static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    private final Map<String, Object> config;
    private final StateTopic<T> topic;
    private final TopicPartition partition;
    private final StateRegistry<T> registry;
    private final StateSnapshot<T> snapshot;
    private final AtomicReference<@Nullable CompletableFuture<Void>> asked = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean stopped;
    private boolean caughtUp;
    private boolean changed;
    private long snapshotAt = System.nanoTime();
    private long caughtUpAt = System.nanoTime() - CATCH_UP_INTERVAL.toNanos();

    /**
     * @param directory where the snapshot is kept
     */
    public StateFeed(
            StateTopic<T> topic, String bootstrapServers, String clientId, Path directory, StateRegistry<T> registry) {
        this.topic = topic;
        this.partition = new TopicPartition(topic.topic(), 0);
        this.thread = new Thread(this::run, topic.what());
        this.config = Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-" + topic.what()),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                // A broker answers one request of a connection at a time, so a catch-up waits behind a waiting fetch.
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20),
                Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000),
                Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000),
                Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L),
                Map.entry(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2000L));
        this.registry = registry;
        this.snapshot = new StateSnapshot<>(topic, directory);
    }

    /** Takes what the snapshot holds, then starts the thread. */
    public void start() {
        try {
            snapshot.read().ifPresent(states -> {
                states.forEach(registry::accept);
                registry.markLoaded();
                LOG.info("{} {} taken from the snapshot", states.size(), topic.what());
            });
        } catch (IOException e) {
            LOG.warn("starting without the snapshot of {}: {}", topic.what(), e.getMessage());
        }
        thread.start();
    }

    @Override
    public CompletableFuture<Void> catchUp() {
        CompletableFuture<Void> offered = new CompletableFuture<>();
        CompletableFuture<Void> known = asked.compareAndExchange(null, offered);
        CompletableFuture<Void> shared = known != null ? known : offered;
        if (stopped) {
            shared.completeExceptionally(new IllegalStateException("the edge is stopping"));
        }
        return shared;
    }

    /** Ends the threads of feeds, all at once; returns when they have ended, or after the timeout. */
    public static void stop(Collection<StateFeed<?>> feeds, Duration timeout) throws InterruptedException {
        for (StateFeed<?> feed : feeds) {
            feed.stopped = true;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        for (StateFeed<?> feed : feeds) {
            // To wait for no time would be to wait for ever.
            feed.thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            feed.fail(new IllegalStateException("the edge is stopping"));
        }
    }

    private void run() {
        while (!stopped) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                caughtUp = false;
                follow(consumer);
            } catch (KafkaException e) {
                LOG.warn("reading {} failed, trying again: {}", topic.what(), e.getMessage());
                fail(e);
                pause(RETRY_INTERVAL);
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        while (!stopped) {
            take(consumer);
            CompletableFuture<Void> waiting = asked.get();
            if (waiting != null || !caughtUp) {
                catchUp(consumer);
            }
            if (caughtUp && changed && System.nanoTime() - snapshotAt >= SNAPSHOT_INTERVAL.toNanos()) {
                writeSnapshot(registry.all());
            }
        }
    }

    /** Reads to what is the end now, and tells those who asked before. */
    private void catchUp(Consumer<byte[], byte[]> consumer) {
        pause(CATCH_UP_INTERVAL.minusNanos(Math.min(CATCH_UP_INTERVAL.toNanos(), System.nanoTime() - caughtUpAt)));
        CompletableFuture<Void> waiting = asked.getAndSet(null);
        long begun = System.nanoTime();
        try {
            long end = consumer.endOffsets(List.of(partition), CATCH_UP_TIMEOUT).getOrDefault(partition, 0L);
            while (consumer.position(partition, CATCH_UP_TIMEOUT) < end) {
                take(consumer);
                if (System.nanoTime() - begun > CATCH_UP_TIMEOUT.toNanos()) {
                    throw new org.apache.kafka.common.errors.TimeoutException(
                            "offset " + end + " of " + partition + " was not reached within " + CATCH_UP_TIMEOUT);
                }
            }
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            if (waiting != null) {
                waiting.completeExceptionally(e);
            }
            return;
        } catch (RuntimeException e) {
            if (waiting != null) {
                waiting.completeExceptionally(e);
            }
            throw e;
        } finally {
            caughtUpAt = System.nanoTime();
        }
        if (!caughtUp) {
            caughtUp = true;
            changed = true;
            registry.markLoaded();
            LOG.info("{} are read to the end of the topic", topic.what());
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    private void take(Consumer<byte[], byte[]> consumer) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            try {
                changed |= record.value() == null
                        ? record.key() != null && registry.remove(new String(record.key(), StandardCharsets.UTF_8))
                        : registry.accept(topic.codec().decode(record.value()));
            } catch (IOException | RuntimeException e) {
                LOG.warn("offset {} of {} holds no {}: {}", record.offset(), partition, topic.what(), e.getMessage());
            }
        }
    }

    private void writeSnapshot(Collection<T> states) {
        snapshotAt = System.nanoTime();
        try {
            snapshot.write(states);
            changed = false;
        } catch (IOException e) {
            LOG.warn("the snapshot of {} cannot be written: {}", topic.what(), e.getMessage());
        }
    }

    private void fail(Exception cause) {
        CompletableFuture<Void> waiting = asked.getAndSet(null);
        if (waiting != null) {
            waiting.completeExceptionally(cause);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(Math.max(0, duration.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
