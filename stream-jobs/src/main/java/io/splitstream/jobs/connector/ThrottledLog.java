package io.splitstream.jobs.connector;

import java.time.Duration;
import org.slf4j.Logger;

/** Warnings at most once every ten seconds, each saying how many were swallowed. One thread. */
public final class ThrottledLog {
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private long swallowed;
    private boolean spoken;
    private long lastNanos;

    /** Warnings that go to a log. */
    public ThrottledLog(Logger log) {
        this.log = log;
    }

    /** Warns, unless that was done a short while ago. */
    public void warn(String what, Throwable cause) {
        long now = System.nanoTime();
        if (spoken && now - lastNanos < PAUSE_NANOS) {
            swallowed++;
            return;
        }
        log.warn("{} ({} more since the last such line)", what, swallowed, cause);
        spoken = true;
        lastNanos = now;
        swallowed = 0;
    }
}
