package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.MomentLayout;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The statistics of one key, or a change of them: values that add up. Immutable, exact.
 *
 * @param layout of the cells' moments
 * @param cells in their order, without those that are all zero
 * @param crossovers users seen in two variants or more
 * @param events counted events
 * @param duplicates events dropped as copies
 * @param late events logged too late to count
 */
public record Statistics(
        MomentLayout layout,
        SortedMap<Cell, CellStatistics> cells,
        long crossovers,
        long events,
        long duplicates,
        long late) {
    /** The statistics of no user. */
    public static final Statistics ZERO = zero(MomentLayout.USUAL);

    public Statistics {
        cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
    }

    /** The statistics of no user, in a layout. */
    public static Statistics zero(MomentLayout layout) {
        return new Statistics(layout, new TreeMap<>(), 0, 0, 0, 0);
    }

    /** Whether these are the statistics of no user. */
    public boolean isZero() {
        return cells.isEmpty() && crossovers == 0 && events == 0 && duplicates == 0 && late == 0;
    }

    /**
     * The sum of these statistics and a change of them, whose layout must be the same if both have cells.
     *
     * @throws ArithmeticException if a sum outgrows its type
     */
    public Statistics plus(Statistics change) {
        SortedMap<Cell, CellStatistics> sum = new TreeMap<>(cells);
        for (Map.Entry<Cell, CellStatistics> entry : change.cells.entrySet()) {
            CellStatistics held = sum.get(entry.getKey());
            CellStatistics cell = held == null ? entry.getValue() : held.plus(entry.getValue());
            if (cell.isZero()) {
                sum.remove(entry.getKey());
            } else {
                sum.put(entry.getKey(), cell);
            }
        }
        return new Statistics(
                commonLayout(change),
                sum,
                Math.addExact(crossovers, change.crossovers),
                Math.addExact(events, change.events),
                Math.addExact(duplicates, change.duplicates),
                Math.addExact(late, change.late));
    }

    private MomentLayout commonLayout(Statistics change) {
        if (!layout.equals(change.layout) && !cells.isEmpty() && !change.cells.isEmpty()) {
            throw new IllegalArgumentException("a change of " + change.layout + " to statistics of " + layout
                    + " (expected: one layout per definition version)");
        }
        return cells.isEmpty() ? change.layout : layout;
    }
}
