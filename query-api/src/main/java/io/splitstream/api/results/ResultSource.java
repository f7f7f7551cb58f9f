package io.splitstream.api.results;

import io.splitstream.contracts.metric.Metric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the stream jobs write to. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while it cannot be reached.
 */
public interface ResultSource {
    /** How far the jobs' rows reach, and which generation of them readers see. */
    Standing standing();

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
