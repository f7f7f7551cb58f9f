package io.splitstream.api.platform;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does once what needs a part that may not be there yet: tries again, ever more patiently, until it is done. */
public final class Startup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private volatile boolean closed;

    /**
     * Runs something on a thread of its own until it does not fail.
     *
     * @param part what it needs, for the log
     */
    public void untilDone(String part, Runnable work) {
        Thread thread = new Thread(() -> repeat(part, work), "start-" + part);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void repeat(String part, Runnable work) {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                work.run();
                LOG.info("{} is set up", part);
                return;
            } catch (RuntimeException e) {
                LOG.warn("{} cannot be set up yet, trying again in {} ms: {}", part, pause.toMillis(), e.toString());
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
