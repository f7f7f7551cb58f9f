package io.splitstream.api.results;

import io.splitstream.api.platform.UnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets two questions at a time go to the archive, whatever they are: each reads all of an experiment's events. Safe for
 * use by several threads.
 */
public final class ArchiveReads {
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    /**
     * The answer, once it is its turn.
     *
     * @throws UnavailableException if that takes more than 10 s
     */
    <T> T read(Supplier<T> question) {
        try {
            if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException(
                        "Other results are being counted from the archive; repeat the request in a few seconds.", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The service is stopping; repeat the request in a few seconds.", e);
        }
        try {
            return question.get();
        } finally {
            permits.release();
        }
    }
}
