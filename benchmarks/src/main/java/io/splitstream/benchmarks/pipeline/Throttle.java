package io.splitstream.benchmarks.pipeline;

import io.splitstream.benchmarks.process.Signals;
import java.io.IOException;
import java.time.Duration;

/**
 * Holds a process back, until released: it stands still, but for moments often enough that nobody takes it for dead. A
 * thread of its own does.
 */
final class Throttle {
    /** Below the six seconds without a heartbeat after which a TaskManager is given up. */
    private static final Duration STILL = Duration.ofSeconds(3);

    private static final Duration MOMENT = Duration.ofMillis(200);

    private final long pid;
    private final Thread thread;

    Throttle(long pid) {
        this.pid = pid;
        this.thread = new Thread(this::run, "throttle");
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Signals.send("STOP", pid);
                Thread.sleep(STILL.toMillis());
                Signals.send("CONT", pid);
                Thread.sleep(MOMENT.toMillis());
            }
        } catch (InterruptedException | IOException e) {
            // Released, or the process is gone: what is measured shows that.
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process run. */
    void release() throws IOException, InterruptedException {
        thread.interrupt();
        thread.join();
        Signals.send("CONT", pid);
    }
}
