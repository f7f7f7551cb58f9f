package io.splitstream.jobs.metrics.core;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The statistics of one key, or a change of them: values that add up. Immutable, exact.
 *
 * @param cells in their order, without those that are all zero
 * @param crossovers users seen in two variants or more
 * @param events counted events
 * @param duplicates events dropped as copies
 * @param late events logged too late to count
 */
public record Statistics(
        SortedMap<Cell, CellStatistics> cells, long crossovers, long events, long duplicates, long late) {
    /** The statistics of no user. */
    public static final Statistics ZERO = new Statistics(new TreeMap<>(), 0, 0, 0, 0);

    public Statistics {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /**
     * The sum of these statistics and a change of them.
     *
     * @throws ArithmeticException if a sum outgrows its type
     */
    public Statistics plus(Statistics change) {
        SortedMap<Cell, CellStatistics> sum = new TreeMap<>(cells);
        for (Map.Entry<Cell, CellStatistics> entry : change.cells.entrySet()) {
            CellStatistics cell =
                    sum.getOrDefault(entry.getKey(), CellStatistics.ZERO).plus(entry.getValue());
            if (cell.equals(CellStatistics.ZERO)) {
                sum.remove(entry.getKey());
            } else {
                sum.put(entry.getKey(), cell);
            }
        }
        return new Statistics(
                sum,
                Math.addExact(crossovers, change.crossovers),
                Math.addExact(events, change.events),
                Math.addExact(duplicates, change.duplicates),
                Math.addExact(late, change.late));
    }
}
