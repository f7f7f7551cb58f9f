package io.splitstream.api.results;

import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.evidence.Cells;
import io.splitstream.contracts.metric.MomentLayout;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was counted of an experiment up to a time.
 *
 * @param cells one per variant and weight epoch that has users
 * @param crossovers users seen in several variants; in no cell
 * @param version of the definition that the figures are a projection of; 0 where there are none yet
 * @param completeUntil log time up to which every event is in; null before the stream jobs said so
 */
public record ExperimentStatistics(
        int version,
        Cells cells,
        long crossovers,
        long events,
        long duplicates,
        long lateEvents,
        @Nullable Instant completeUntil) {

    /** A variant's users over all weight epochs; a cell without users if it has none. */
    public Cell total(String variantId) {
        return cells.total(variantId);
    }

    /** The users of all variants together. */
    public Cell total() {
        return cells.total();
    }

    /** The layout of the figures; the usual one where there are none yet. */
    MomentLayout layout() {
        return cells.cells().isEmpty()
                ? MomentLayout.USUAL
                : cells.cells().get(0).layout();
    }

    /** The sum of rows over users that are apart, each holding part of the cells. */
    static ExperimentStatistics sum(List<StatisticsRow> rows, @Nullable Instant completeUntil) {
        int version = rows.isEmpty() ? 0 : rows.get(0).version();
        long crossovers = 0;
        long events = 0;
        long duplicates = 0;
        long late = 0;
        for (StatisticsRow row : rows) {
            crossovers = Math.addExact(crossovers, row.crossovers());
            events = Math.addExact(events, row.events());
            duplicates = Math.addExact(duplicates, row.duplicates());
            late = Math.addExact(late, row.lateEvents());
        }
        List<Cell> cells = rows.stream().flatMap(row -> row.cells().stream()).toList();
        return new ExperimentStatistics(version, Cells.sum(cells), crossovers, events, duplicates, late, completeUntil);
    }
}
