package io.splitstream.api.results;

import io.splitstream.contracts.metric.Metric;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Results as readers get them: never going back in time, and asked of the store at most every 200 ms however many ask.
 * Safe for use by several threads.
 *
 * <p>Who finds no fresh answer asks the store, and whoever comes meanwhile waits for that answer. The newest answer
 * per experiment stays, up to a bound of experiments, so that one that reads an older state (a store that was
 * restored, a job that starts anew) is not shown.
 */
public final class Results {
    private static final Duration FRESH = Duration.ofMillis(200);
    private static final Duration HISTORY_FRESH = Duration.ofSeconds(5);
    private static final int KEPT = 1_000;
    /** By how much, at the most, rows run ahead of what is said of them. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final ResultSource source;
    private final Shared<String, Progress> progress;
    private final Shared<String, ExperimentStatistics> statistics;
    private final Shared<List<Object>, List<HistoryPoint>> histories;

    public Results(ResultSource source, Clock clock) {
        this.source = source;
        this.progress = new Shared<>(clock, FRESH, 1);
        this.statistics = new Shared<>(clock, FRESH, KEPT);
        this.histories = new Shared<>(clock, HISTORY_FRESH, 50);
    }

    /** Up to when the stream jobs' rows are complete. */
    public Progress progress() {
        return progress.get("", before -> source.progress());
    }

    /** What was counted of an experiment; no users if nothing was. */
    public ExperimentStatistics of(String experimentId) {
        return statistics.get(experimentId, before -> {
            // First how far the rows reach, then the rows: they may hold more than is said of them, never less.
            Instant until = progress().of(Progress.METRICS_JOB).orElse(null);
            ExperimentStatistics read = source.statistics(experimentId, until);
            return before != null && isOlder(read, before) ? before : read;
        });
    }

    /** What was counted of an experiment at past times, for one metric; oldest first. */
    public List<HistoryPoint> history(String experimentId, Metric metric) {
        return histories.get(List.of(experimentId, metric), before -> source.history(experimentId, metric));
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

    /** Answers shared by all who ask within a time; the one asked for longest ago goes when there are too many. */
    private static final class Shared<K, V> {
        private final Clock clock;
        private final Duration fresh;
        private final Map<K, Held<V>> held;

        Shared(Clock clock, Duration fresh, int most) {
            this.clock = clock;
            this.fresh = fresh;
            this.held = new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Held<V>> eldest) {
                    return size() > most;
                }
            };
        }

        /** An answer, and when it was asked for; the one before it serves while it is not there. */
        private record Held<V>(
                CompletableFuture<V> answer,
                Instant askedAt,
                @Nullable V before) {}

        private interface Question<V> {
            V ask(@Nullable V before);
        }

        V get(K key, Question<V> question) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            Held<V> current;
            synchronized (held) {
                Instant now = clock.instant();
                current = held.get(key);
                if (current == null || isStale(current, now)) {
                    current = new Held<>(mine, now, current == null ? null : lastOf(current));
                    held.put(key, current);
                }
            }
            if (current.answer() == mine) {
                answer(mine, question, current.before());
            }
            return joined(current.answer());
        }

        private boolean isStale(Held<V> one, Instant now) {
            return one.answer().isDone()
                    && (one.answer().isCompletedExceptionally()
                            || !now.isBefore(one.askedAt().plus(fresh)));
        }

        private @Nullable V lastOf(Held<V> one) {
            return one.answer().isCompletedExceptionally()
                    ? one.before()
                    : one.answer().join();
        }

        private void answer(CompletableFuture<V> mine, Question<V> question, @Nullable V before) {
            try {
                mine.complete(question.ask(before));
            } catch (RuntimeException | Error e) {
                mine.completeExceptionally(e);
            }
        }

        private static <V> V joined(CompletableFuture<V> answer) {
            try {
                return answer.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
