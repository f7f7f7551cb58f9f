package io.splitstream.jobs.metrics;

import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The store's tables of statistics and of progress, as a reader finds them. */
final class ResultTable {
    private static final Comparator<StatisticsRow> VERSION =
            Comparator.comparingLong(StatisticsRow::epoch).thenComparingLong(StatisticsRow::sequence);

    private final boolean wholeVersions;
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

    ResultTable() {
        this(null);
    }

    ResultTable(@Nullable Safeguard without) {
        this.wholeVersions = without != Safeguard.READER_TAKES_WHOLE_VERSIONS;
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

    /** The statistics of each key that are not zero, whatever layout the zeros are in. */
    Map<StatisticsKey, Statistics> statistics(int version) {
        Map<StatisticsKey, Statistics> found = all();
        found.entrySet()
                .removeIf(entry ->
                        entry.getKey().version() != version || entry.getValue().isZero());
        return found;
    }

    /** The keys of all rows, zeros included. */
    Set<StatisticsKey> keys() {
        return Set.copyOf(rows.keySet());
    }

    /** How many rows of an experiment's version there are, zeros included. */
    long rows(String experimentId, int version) {
        return rows.keySet().stream()
                .filter(key -> key.experimentId().equals(experimentId) && key.version() == version)
                .count();
    }

    /** Events that a reader is shown of all experiments, late ones included. */
    long events() {
        Map<StatisticsKey, Statistics> all = all();
        Map<String, Integer> shown = new HashMap<>();
        for (String experimentId :
                all.keySet().stream().map(StatisticsKey::experimentId).collect(Collectors.toSet())) {
            shown.put(experimentId, shownVersion(experimentId, all.keySet()));
        }
        return all.entrySet().stream()
                .filter(row -> Objects.equals(
                        row.getKey().version(), shown.get(row.getKey().experimentId())))
                .mapToLong(row -> row.getValue().events() + row.getValue().late())
                .sum();
    }

    /** The newest version that has a row for each bucket; if none has, the newest that has any. */
    private int shownVersion(String experimentId, Collection<StatisticsKey> keys) {
        Map<Integer, Long> buckets = keys.stream()
                .filter(key -> key.experimentId().equals(experimentId))
                .collect(Collectors.groupingBy(StatisticsKey::version, Collectors.counting()));
        return buckets.entrySet().stream()
                .filter(version -> wholeVersions && version.getValue() == Shards.BUCKETS)
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder())
                .orElseGet(() -> Collections.max(buckets.keySet()));
    }

    private Map<StatisticsKey, Statistics> all() {
        Map<StatisticsKey, Statistics> all = new HashMap<>(sums);
        rows.forEach((key, row) -> all.put(key, row.statistics()));
        return all;
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
