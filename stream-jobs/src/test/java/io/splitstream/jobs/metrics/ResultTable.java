package io.splitstream.jobs.metrics;

import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The store's tables of statistics and of progress, as a reader finds them. */
final class ResultTable {
    private static final Comparator<StatisticsRow> VERSION =
            Comparator.comparingLong(StatisticsRow::epoch).thenComparingLong(StatisticsRow::sequence);

    private final Map<StatisticsKey, StatisticsRow> rows = new HashMap<>();
    private final Map<StatisticsKey, Statistics> sums = new HashMap<>();
    private final NavigableMap<Long, Map<Integer, Report>> progress = new TreeMap<>();

    /**
     * What a subtask has said of its rows in an epoch.
     *
     * @param completeUntil log time up to which they are stored; 0 before they are
     * @param holdsUntil log time up to which those that replace earlier ones hold every event
     */
    private record Report(int parallelism, long completeUntil, long holdsUntil) {
        Report and(Report later) {
            return new Report(
                    Math.max(parallelism, later.parallelism),
                    Math.max(completeUntil, later.completeUntil),
                    Math.max(holdsUntil, later.holdsUntil));
        }
    }

    /** Stores a row, which replaces what is not newer. */
    void replace(StatisticsRow row) {
        rows.merge(row.key(), row, (held, given) -> VERSION.compare(given, held) >= 0 ? given : held);
    }

    /** Adds up, as a table of deltas does. */
    void add(StatisticsKey key, Statistics change) {
        sums.merge(key, change, Statistics::plus);
    }

    /** Says, before the first row of an epoch, up to which log time its rows hold every event. */
    void announce(long epoch, int subtask, int parallelism, long holdsUntil) {
        report(epoch, subtask, new Report(parallelism, 0, holdsUntil));
    }

    /** Says up to which log time rows are stored. */
    void progress(long epoch, int subtask, int parallelism, long completeUntil) {
        report(epoch, subtask, new Report(parallelism, completeUntil, completeUntil));
    }

    private void report(long epoch, int subtask, Report report) {
        progress.computeIfAbsent(epoch, absent -> new HashMap<>()).merge(subtask, report, Report::and);
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

    /**
     * What a reader is told, by the rule of view {@code v_progress}: an epoch in which all subtasks have written reaches as
     * far as the slowest of them, but no further than what any later epoch announced; of those the furthest.
     */
    long completeUntil() {
        long furthest = Long.MIN_VALUE;
        long laterHold = Long.MAX_VALUE;
        for (Map<Integer, Report> epoch : progress.descendingMap().values()) {
            Collection<Report> reports = epoch.values();
            int subtasks = reports.stream().mapToInt(Report::parallelism).max().orElseThrow();
            if (reports.stream().filter(report -> report.completeUntil() > 0).count() == subtasks) {
                long slowest =
                        reports.stream().mapToLong(Report::completeUntil).min().orElseThrow();
                furthest = Math.max(furthest, Math.min(slowest, laterHold));
            }
            long holds = reports.stream().mapToLong(Report::holdsUntil).min().orElseThrow();
            laterHold = Math.min(laterHold, holds);
        }
        return furthest;
    }
}
