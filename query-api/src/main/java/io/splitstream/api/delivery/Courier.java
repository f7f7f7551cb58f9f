package io.splitstream.api.delivery;

import io.splitstream.api.platform.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries what is due, several at once, and plans the next attempt. At least once: an attempt whose courier died is made
 * again when its lease is over. Safe for use by several threads and processes.
 */
public final class Courier implements AutoCloseable {
    /** Pauses after each failed attempt; after the last one it is over. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int AT_ONCE = 8;
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final DeliveryStore store;
    private final Map<Channel.Kind, Carrier> carriers;
    private final Clock clock;
    private final AtomicInteger free = new AtomicInteger(AT_ONCE);
    private final ExecutorService threads;

    public Courier(DeliveryStore store, Map<Channel.Kind, Carrier> carriers, Clock clock) {
        this(store, carriers, clock, Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "courier");
            thread.setDaemon(true);
            return thread;
        }));
    }

    Courier(DeliveryStore store, Map<Channel.Kind, Carrier> carriers, Clock clock, ExecutorService threads) {
        this.threads = threads;
        this.store = store;
        this.carriers = Map.copyOf(carriers);
        this.clock = clock;
    }

    /** Sets out with as many due deliveries as there are threads free; does not wait for them. */
    public synchronized void round() {
        int most = free.get();
        if (most == 0) {
            return;
        }
        for (Delivery delivery : store.claim(most, clock.instant(), LEASE)) {
            free.decrementAndGet();
            threads.execute(() -> {
                try {
                    attempt(delivery);
                } finally {
                    free.incrementAndGet();
                }
            });
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Delivery delivery) {
        try {
            settle(delivery, carried(delivery));
        } catch (UnavailableException e) {
            LOG.warn("what came of delivery {} is not noted; it is made again: {}", delivery.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("delivery {} failed unexpectedly", delivery.id(), e);
        }
    }

    /** Tries a delivery; a carrier that fails for itself used up an attempt, or it would be tried for ever. */
    private Attempt carried(Delivery delivery) {
        Carrier carrier = carriers.get(delivery.kind());
        if (carrier == null) {
            return Attempt.failed(null, "nobody carries " + delivery.kind().word());
        }
        try {
            return carrier.carry(delivery);
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("delivery {} failed unexpectedly", delivery.id(), e);
            return Attempt.failed(null, "the message could not be sent");
        }
    }

    private void settle(Delivery delivery, Attempt attempt) {
        Instant now = clock.instant();
        boolean again = attempt.result() == Attempt.Result.FAILED && delivery.attempt() <= PAUSES.size();
        store.note(delivery, attempt, again ? now.plus(PAUSES.get(delivery.attempt() - 1)) : null, now);
        String channelId = delivery.channelId();
        if (attempt.result() == Attempt.Result.GONE && channelId != null) {
            String reason = attempt.reason();
            store.close(channelId, reason == null ? "gone" : reason, now);
        }
    }
}
