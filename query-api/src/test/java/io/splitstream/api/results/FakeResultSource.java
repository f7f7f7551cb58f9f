package io.splitstream.api.results;

import io.splitstream.contracts.evidence.Cells;
import io.splitstream.contracts.metric.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A result source that says what it was told to. */
public final class FakeResultSource implements ResultSource {
    private volatile ExperimentStatistics statistics = new ExperimentStatistics(Cells.NONE, 0, 0, 0, 0, null);
    private volatile List<HistoryPoint> history = List.of();
    private volatile @Nullable RuntimeException failure;
    private final AtomicInteger asked = new AtomicInteger();

    /** What to say from now on, completeness included. */
    public void statistics(ExperimentStatistics value) {
        statistics = value;
    }

    public void history(List<HistoryPoint> points) {
        history = points;
    }

    /** Fails from now on; null to recover. */
    void failure(@Nullable RuntimeException value) {
        failure = value;
    }

    /** How often statistics were asked for. */
    int asked() {
        return asked.get();
    }

    @Override
    public Progress progress() {
        RuntimeException now = failure;
        if (now != null) {
            throw now;
        }
        Instant until = statistics.completeUntil();
        return new Progress(until == null ? Map.of() : Map.of(Progress.METRICS_JOB, until));
    }

    @Override
    public ExperimentStatistics statistics(String experimentId, @Nullable Instant completeUntil) {
        asked.incrementAndGet();
        ExperimentStatistics now = statistics;
        return new ExperimentStatistics(
                now.cells(), now.crossovers(), now.events(), now.duplicates(), now.lateEvents(), completeUntil);
    }

    @Override
    public List<HistoryPoint> history(String experimentId, Metric metric) {
        return history;
    }
}
