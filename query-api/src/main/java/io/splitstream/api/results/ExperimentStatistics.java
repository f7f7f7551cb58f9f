package io.splitstream.api.results;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that was counted of an experiment up to a time.
 *
 * @param cells one per variant and weight epoch that has users
 * @param crossovers users seen in several variants; in no cell
 * @param completeUntil log time up to which every event is in; null before the stream jobs said so
 */
public record ExperimentStatistics(
        List<Cell> cells,
        long crossovers,
        long events,
        long duplicates,
        long lateEvents,
        @Nullable Instant completeUntil) {
    public ExperimentStatistics {
        cells = List.copyOf(cells);
    }

    /** The cells of a variant, one per weight epoch that has users. */
    public List<Cell> cellsOf(String variantId) {
        return cells.stream().filter(cell -> cell.variantId().equals(variantId)).toList();
    }

    /** A variant's users over all weight epochs; a cell without users if it has none. */
    public Cell total(String variantId) {
        return cellsOf(variantId).stream().reduce(empty(variantId, 0), Cell::plus);
    }

    /** The users of all variants together. */
    public Cell total() {
        return cells.stream().reduce(empty("", 0), Cell::plus);
    }

    /** A variant's cell in a weight epoch; one without users if there is none. */
    public Cell cell(String variantId, int weightEpoch) {
        return cells.stream()
                .filter(cell -> cell.variantId().equals(variantId) && cell.weightEpoch() == weightEpoch)
                .findFirst()
                .orElseGet(() -> empty(variantId, weightEpoch));
    }

    /** The weight epochs that have users, in order. */
    public List<Integer> weightEpochs() {
        return cells.stream().map(Cell::weightEpoch).distinct().sorted().toList();
    }

    /** The sum of rows over users that are apart, each holding part of the cells. */
    static ExperimentStatistics sum(List<StatisticsRow> rows, @Nullable Instant completeUntil) {
        Map<List<Object>, Cell> cells = new LinkedHashMap<>();
        long crossovers = 0;
        long events = 0;
        long duplicates = 0;
        long late = 0;
        for (StatisticsRow row : rows) {
            for (Cell cell : row.cells()) {
                cells.merge(List.of(cell.variantId(), cell.weightEpoch()), cell, Cell::plus);
            }
            crossovers = Math.addExact(crossovers, row.crossovers());
            events = Math.addExact(events, row.events());
            duplicates = Math.addExact(duplicates, row.duplicates());
            late = Math.addExact(late, row.lateEvents());
        }
        return new ExperimentStatistics(
                new ArrayList<>(cells.values()), crossovers, events, duplicates, late, completeUntil);
    }

    private static Cell empty(String variantId, int weightEpoch) {
        List<BigInteger> nothing = List.of();
        return new Cell(variantId, weightEpoch, 0, 0, List.of(), nothing, nothing);
    }
}
