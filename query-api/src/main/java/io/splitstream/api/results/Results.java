package io.splitstream.api.results;

import io.splitstream.api.platform.SharedAnswers;
import io.splitstream.contracts.metric.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Results as readers get them: never going back in time, and asked of the store at most every 200 ms however many ask.
 * Safe for use by several threads.
 *
 * <p>Who finds no fresh answer asks the store, and whoever comes meanwhile waits for that answer. How far the rows reach is
 * asked before they are, unless it was within the last second; then it is asked for the next reader. The newest answer
 * per experiment stays, up to a bound of experiments, so that one that reads an older state (a store that was
 * restored, a job that starts anew) is not shown.
 */
public final class Results {
    private static final Duration FRESH = Duration.ofMillis(200);
    /** What is said of rows may be older than they are, but by so much at the most. */
    private static final Duration STANDING_USABLE = Duration.ofSeconds(1);

    private static final Duration HISTORY_FRESH = Duration.ofSeconds(5);
    private static final int KEPT = 1_000;
    /** By how much, at the most, rows run ahead of what is said of them. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final ResultSource source;
    private final SharedAnswers<String, Standing> standing;
    private final SharedAnswers<String, ExperimentStatistics> statistics;
    private final SharedAnswers<List<Object>, List<HistoryPoint>> histories;

    /** Results whose readers do all of the asking. */
    public Results(ResultSource source, Clock clock) {
        this(source, clock, Runnable::run);
    }

    /**
     * Results.
     *
     * @param renewal asks how far the rows reach while readers are answered by what was said last
     */
    public Results(ResultSource source, Clock clock, Executor renewal) {
        this.source = source;
        this.standing = new SharedAnswers<>(clock, FRESH, 1, STANDING_USABLE, renewal);
        this.statistics = new SharedAnswers<>(clock, FRESH, KEPT);
        this.histories = new SharedAnswers<>(clock, HISTORY_FRESH, 50);
    }

    /** Up to when the stream jobs' rows are complete. */
    public Progress progress() {
        return standing().progress();
    }

    /** To be called when readers are to see another generation of an experiment: from now on they do. */
    void readersSeeAnother() {
        standing.forget("");
    }

    private Standing standing() {
        return standing.get("", before -> source.standing());
    }

    /** What was counted of an experiment; no users if nothing was. */
    public ExperimentStatistics of(String experimentId) {
        return statistics.get(experimentId, before -> {
            ExperimentStatistics read = read(experimentId);
            return before != null && isOlder(read, before) ? before : read;
        });
    }

    /**
     * First how far the rows reach, then the rows: they may hold more than is said of them, never less. What was said a
     * moment ago will do, so that a reader waits for one statement only.
     */
    private ExperimentStatistics read(String experimentId) {
        Standing now = standing();
        return now.rebuilt(experimentId)
                .map(rebuilt -> source.statistics(experimentId, rebuilt.number(), rebuilt.frontier()))
                .orElseGet(() -> source.statistics(
                        experimentId,
                        Generation.LIVE,
                        now.progress().of(Progress.METRICS_JOB).orElse(null)));
    }

    /** What was counted of an experiment at past times, for one metric; oldest first. */
    public List<HistoryPoint> history(String experimentId, Metric metric) {
        return histories.get(
                List.of(experimentId, metric), before -> source.history(experimentId, of(experimentId), metric));
    }

    /**
     * Whether what was read is from before what was shown. A restarted job may write rows that have not caught up yet,
     * and its rows may have held more than it said of them: fewer events are older until the job has clearly passed.
     */
    private static boolean isOlder(ExperimentStatistics read, ExperimentStatistics shown) {
        return isBefore(read.completeUntil(), shown.completeUntil())
                || (read.events() < shown.events() && !isPast(read.completeUntil(), shown.completeUntil()));
    }

    private static boolean isPast(@Nullable Instant one, @Nullable Instant other) {
        return one != null && (other == null || one.isAfter(other.plus(AHEAD)));
    }

    private static boolean isBefore(@Nullable Instant one, @Nullable Instant other) {
        return other != null && (one == null || one.isBefore(other));
    }
}
