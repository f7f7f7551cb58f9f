package io.splitstream.jobs.metrics;

import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The store's tables of statistics and of progress, as a reader finds them. */
final class ResultTable {
    private static final Comparator<StatisticsRow> VERSION =
            Comparator.comparingLong(StatisticsRow::epoch).thenComparingLong(StatisticsRow::sequence);

    private final Map<StatisticsKey, StatisticsRow> rows = new HashMap<>();
    private final Map<StatisticsKey, Statistics> sums = new HashMap<>();
    private final TreeMap<Long, Map<Integer, Long>> progress = new TreeMap<>();
    private final Map<Long, Integer> parallelisms = new HashMap<>();

    /** Stores a row, which replaces what is not newer. */
    void replace(StatisticsRow row) {
        rows.merge(row.key(), row, (held, given) -> VERSION.compare(given, held) >= 0 ? given : held);
    }

    /** Adds up, as a table of deltas does. */
    void add(StatisticsKey key, Statistics change) {
        sums.merge(key, change, Statistics::plus);
    }

    void progress(long epoch, int subtask, int parallelism, long completeUntil) {
        progress.computeIfAbsent(epoch, absent -> new HashMap<>()).merge(subtask, completeUntil, Math::max);
        parallelisms.put(epoch, parallelism);
    }

    /** The statistics of each key that are not zero. */
    Map<StatisticsKey, Statistics> statistics(int version) {
        Map<StatisticsKey, Statistics> found = new HashMap<>(sums);
        rows.forEach((key, row) -> found.put(key, row.statistics()));
        found.entrySet()
                .removeIf(entry ->
                        entry.getKey().version() != version || entry.getValue().equals(Statistics.ZERO));
        return found;
    }

    /** Events that a reader is shown, late ones included. */
    long events(int version) {
        return statistics(version).values().stream()
                .mapToLong(statistics -> statistics.events() + statistics.late())
                .sum();
    }

    /** What a reader is told: of the newest epoch in which all subtasks have written, where the slowest one is. */
    long completeUntil() {
        for (Map.Entry<Long, Map<Integer, Long>> epoch :
                progress.descendingMap().entrySet()) {
            if (epoch.getValue().size() == parallelisms.getOrDefault(epoch.getKey(), Integer.MAX_VALUE)) {
                return epoch.getValue().values().stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .orElse(Long.MIN_VALUE);
            }
        }
        return Long.MIN_VALUE;
    }
}
