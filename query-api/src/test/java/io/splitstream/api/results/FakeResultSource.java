package io.splitstream.api.results;

import io.splitstream.contracts.evidence.Cells;
import io.splitstream.contracts.metric.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A result source that says what it was told to. */
public final class FakeResultSource implements ResultSource, RecountSource {
    private volatile ExperimentStatistics statistics = new ExperimentStatistics(0, Cells.NONE, 0, 0, 0, 0, null);
    private volatile List<HistoryPoint> history = List.of();
    private volatile List<Segment> segments = List.of();
    private volatile List<DailyCounts> daily = List.of();
    private volatile @Nullable RuntimeException failure;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger recounted = new AtomicInteger();

    /** What to say from now on, completeness included. */
    public void statistics(ExperimentStatistics value) {
        statistics = value;
    }

    public void history(List<HistoryPoint> points) {
        history = points;
    }

    public void segments(List<Segment> value) {
        segments = value;
    }

    /** How often the archive was counted. */
    int recounted() {
        return recounted.get();
    }

    /** Fails from now on; null to recover. */
    void failure(@Nullable RuntimeException value) {
        failure = value;
    }

    /** How often statistics were asked for. */
    int asked() {
        return asked.get();
    }

    /** What to say of days from now on. */
    public void daily(List<DailyCounts> days) {
        daily = days;
    }

    @Override
    public List<DailyCounts> daily(String workspaceId, String experimentId) {
        return daily;
    }

    @Override
    public Standing standing() {
        RuntimeException now = failure;
        if (now != null) {
            throw now;
        }
        Instant until = statistics.completeUntil();
        Progress progress = new Progress(
                until == null ? Map.of() : Map.of(Progress.METRICS_JOB, until, Progress.ARCHIVE_JOB, until));
        return new Standing(progress, Map.of());
    }

    @Override
    public ExperimentStatistics statistics(String experimentId, int generation, @Nullable Instant completeUntil) {
        asked.incrementAndGet();
        ExperimentStatistics now = statistics;
        return new ExperimentStatistics(
                now.version(),
                now.cells(),
                now.crossovers(),
                now.events(),
                now.duplicates(),
                now.lateEvents(),
                completeUntil);
    }

    @Override
    public List<HistoryPoint> history(String experimentId, ExperimentStatistics current, Metric metric) {
        return history;
    }

    @Override
    public List<Segment> segments(RecountRequest request, String attribute, int most) {
        recounted.incrementAndGet();
        return segments;
    }
}
