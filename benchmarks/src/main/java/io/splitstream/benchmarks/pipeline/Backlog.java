package io.splitstream.benchmarks.pipeline;

import io.splitstream.benchmarks.client.CellTotals;
import io.splitstream.benchmarks.client.ClickHouseReader;
import io.splitstream.benchmarks.client.StoredCells;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How a backlog of one experiment's events is stored: looked at several times a second until all is there. One thread. */
final class Backlog {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double FROM = 0.1;
    private static final double TO = 0.9;

    private final ClickHouseReader reader;
    private final StoredCells cells;
    private final String experimentId;
    private final long events;

    Backlog(ClickHouseReader reader, String experimentId, long events) {
        this.reader = reader;
        this.cells = new StoredCells(reader);
        this.experimentId = experimentId;
        this.events = events;
    }

    /**
     * What was seen.
     *
     * @param eventsPerSecond of the slower job, from the first tenth to the last: without the start of the jobs
     * @param seconds from now until both jobs had stored everything
     */
    record Drained(double eventsPerSecond, double seconds) {}

    /** Looks until everything is stored by both jobs. */
    Drained watch() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        long from = 0;
        long to = 0;
        while (true) {
            long stored = Math.min(archived(), counted());
            long now = System.nanoTime();
            from = from == 0 && stored >= events * FROM ? now : from;
            to = to == 0 && stored >= events * TO ? now : to;
            if (stored == events) {
                return new Drained(events * (TO - FROM) * 1e9 / Math.max(1, to - from), (now - begin) / 1e9);
            }
            if (stored > events || now - begin > PATIENCE.toNanos()) {
                throw new MeasurementException(
                        stored + " of " + events + " events stored after " + (now - begin) / 1_000_000_000 + " s",
                        null);
            }
            Thread.sleep(INTERVAL.toMillis());
        }
    }

    private long archived() throws IOException, InterruptedException {
        return reader.number(
                "SELECT count() FROM events WHERE experiment_id = {experiment:String}",
                Map.of("experiment", experimentId));
    }

    private long counted() throws IOException, InterruptedException {
        List<List<String>> streamed = cells.streamed(experimentId, 0);
        return streamed.isEmpty() ? 0 : Long.parseLong(streamed.get(0).get(CellTotals.EVENTS));
    }
}
