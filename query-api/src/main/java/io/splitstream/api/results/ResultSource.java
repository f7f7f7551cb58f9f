package io.splitstream.api.results;

import io.splitstream.contracts.metric.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the stream jobs write to. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while it cannot be reached.
 */
public interface ResultSource {
    /** Up to when the jobs' rows are complete. */
    Progress progress();

    /** By experiment, which generation readers see of it; the live job's where none is named. */
    Map<String, Generation> generations();

    /**
     * What was counted of an experiment, under its newest definition version that has rows.
     *
     * @param generation whose rows
     * @param completeUntil what was said of these rows before this call
     */
    ExperimentStatistics statistics(String experimentId, int generation, @Nullable Instant completeUntil);

    /**
     * What was counted at past times, for one metric; oldest first, at most 300 points.
     *
     * @param current what is counted now: the past is read of the same definition version
     */
    List<HistoryPoint> history(String experimentId, ExperimentStatistics current, Metric metric);
}
