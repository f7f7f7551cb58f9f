package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.EdgeProcess;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scrapes an edge again and again, and holds every page against {@code received = acked + refused + unknown + in
 * flight}. A thread of its own.
 */
final class Books {
    private static final long PERIOD_MILLIS = 100;
    private static final Pattern LINE = Pattern.compile(
            "^splitstream_edge_events_(received_total|acked_total|refused_total|unknown_total|in_flight)(?:\\{[^}]*})?"
                    + " (\\S+)$",
            Pattern.MULTILINE);

    private final EdgeProcess edge;
    private final Thread thread;
    private volatile boolean stopped;
    private final AtomicLong scrapes = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    /** Starts. */
    Books(EdgeProcess edge) {
        this.edge = edge;
        this.thread = new Thread(this::run, "books");
        thread.setDaemon(true);
        thread.start();
    }

    /** Pages read. */
    long scrapes() {
        return scrapes.get();
    }

    /** Pages that did not balance. */
    long wrong() {
        return wrong.get();
    }

    /** Has the thread end soon. */
    void end() {
        stopped = true;
    }

    /** Ends the thread. */
    void stop() throws InterruptedException {
        end();
        thread.join();
    }

    private void run() {
        try {
            while (!stopped) {
                Thread.sleep(PERIOD_MILLIS);
                scrape();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void scrape() throws InterruptedException {
        try {
            check(edge.metrics());
        } catch (IOException e) {
            // The edge is down, which is what is done to it here.
            Thread.onSpinWait();
        }
    }

    private void check(String page) {
        double balance = 0;
        boolean found = false;
        for (Matcher line = LINE.matcher(page); line.find(); ) {
            double value = Double.parseDouble(line.group(2));
            found = true;
            balance += line.group(1).equals("received_total") ? value : -value;
        }
        if (found) {
            scrapes.incrementAndGet();
            if (balance != 0) {
                wrong.incrementAndGet();
            }
        }
    }
}
