package io.splitstream.benchmarks.load;

import java.time.Duration;

/**
 * What a delivery took. Everything in it was acknowledged.
 *
 * @param requests acknowledged requests
 * @param events acknowledged events, copies included
 * @param retries further attempts that those requests needed
 * @param elapsed from first to last
 */
public record SendReport(long requests, long events, long retries, Duration elapsed) {
    /** Acknowledged events per second. */
    public double eventsPerSecond() {
        return events * 1e9 / Math.max(1, elapsed.toNanos());
    }
}
