package io.splitstream.api.results;

import io.splitstream.contracts.evidence.Cell;
import java.util.List;

/**
 * What one bucket of users says of an experiment.
 *
 * @param version of the definition that it is a projection of
 */
record StatisticsRow(int version, List<Cell> cells, long crossovers, long events, long duplicates, long lateEvents) {
    StatisticsRow {
        cells = List.copyOf(cells);
    }
}
