package io.splitstream.jobs.connector;

import java.time.Duration;

/** A daemon thread that stores rows until it is closed, which interrupts it and waits a moment for its end. */
public final class UploadThread implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Thread thread;

    private UploadThread(Thread thread) {
        this.thread = thread;
    }

    /** Starts a thread that runs until it is interrupted. */
    public static UploadThread start(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        thread.start();
        return new UploadThread(thread);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
