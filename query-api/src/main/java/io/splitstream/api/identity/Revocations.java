package io.splitstream.api.identity;

import io.splitstream.api.platform.UnavailableException;
import io.splitstream.contracts.identity.TokenHash;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that were revoked and have not expired, by their hashes; read again every second. While they cannot be
 * read, the last that were known stand. Asking never blocks. Safe for use by several threads.
 */
public final class Revocations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Set<String>> source;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "revocations");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Set<String> hashes = Set.of();
    private volatile @Nullable Future<?> reading;

    /**
     * Nothing is known to be revoked until {@link #start}.
     *
     * @param source reads the hashes; it may block and throw {@link UnavailableException}
     */
    public Revocations(Supplier<Set<String>> source) {
        this.source = source;
    }

    /** Reads from now on. */
    public void start() {
        reading = reader.scheduleWithFixedDelay(this::read, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether a token was revoked, as far as is known. */
    public boolean has(String token) {
        return !hashes.isEmpty() && hashes.contains(TokenHash.hex(token));
    }

    /** Reads once. */
    void read() {
        try {
            hashes = Set.copyOf(source.get());
        } catch (UnavailableException e) {
            LOG.debug("revoked tokens cannot be read", e);
        } catch (RuntimeException e) {
            LOG.warn("revoked tokens cannot be read", e);
        }
    }

    @Override
    public void close() {
        Future<?> running = reading;
        if (running != null) {
            running.cancel(true);
        }
        reader.shutdownNow();
        try {
            if (!reader.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("revoked tokens were still being read when the API stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
