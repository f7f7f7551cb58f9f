package io.splitstream.benchmarks.edge;

import org.HdrHistogram.Histogram;

/**
 * What came of a load. Counts and latencies are of requests.
 *
 * @param accepted answered 2xx
 * @param refused answered 429 or 503
 * @param failed answered otherwise
 * @param unanswered not answered
 * @param seconds from the first request to the end of the load
 * @param acceptedMicros latencies of accepted requests, from the moment at which each was due
 */
record LoadOutcome(
        long accepted, long refused, long failed, long unanswered, double seconds, Histogram acceptedMicros) {
    double acceptedPerSecond() {
        return accepted / seconds;
    }

    double p99Millis() {
        return acceptedMicros.getValueAtPercentile(99) / 1000.0;
    }
}
