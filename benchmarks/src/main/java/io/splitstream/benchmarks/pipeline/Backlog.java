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

    /** Looks until everything is stored by both jobs; the seconds that took. */
    double watch() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            long stored = stored();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (stored == events) {
                return seconds;
            }
            if (stored > events || seconds > PATIENCE.toSeconds()) {
                throw new MeasurementException(
                        stored + " of " + events + " events stored after " + Math.round(seconds) + " s", null);
            }
            Thread.sleep(INTERVAL.toMillis());
        }
    }

    /** Events that both jobs have stored. */
    long stored() throws IOException, InterruptedException {
        return Math.min(archived(), counted());
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
