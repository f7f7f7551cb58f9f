package io.splitstream.benchmarks.load;

/** The ways in which events reach the edge. */
public enum Route {
    /** {@code POST /collect}, one JSON object a line. */
    COLLECT(1_000),
    /** {@link #COLLECT}, compressed. */
    COLLECT_GZIP(1_000),
    /** {@code POST /api/experiments/events/batch}. */
    BATCH(100),
    /** {@code POST /api/experiments/events}. */
    SINGLE(1),
    /** {@code POST /api/experiments/:experimentId/events/impression} or {@code /conversion}. */
    CONVENIENCE(1);

    private final int maxEvents;

    Route(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /** How many events a request of this route carries at most; for {@code /collect} our choice, not its limit. */
    int maxEvents() {
        return maxEvents;
    }
}
