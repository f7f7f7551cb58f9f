package io.splitstream.jobs.metrics;

import io.splitstream.contracts.results.ResultTables;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.connector.RowEpoch;
import io.splitstream.jobs.connector.RowFormat;
import io.splitstream.jobs.metrics.core.Cell;
import io.splitstream.jobs.metrics.core.CellStatistics;
import io.splitstream.jobs.metrics.core.OutputEpoch;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import io.splitstream.statistics.QuantileSketch;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rows of statistics as rows of table {@code experiment_statistics}. */
final class StatisticsFormat implements RowFormat<StatisticsOutput> {
    private static final long serialVersionUID = 1L;

    private static final List<String> COLUMNS = List.of(
            "experiment_id",
            "version",
            "generation",
            "bucket",
            "ver",
            "complete_until",
            "variant_ids",
            "weight_epochs",
            "users",
            "exposed",
            "non_zero",
            "sums",
            "products",
            "layout",
            "histograms",
            "crossovers",
            "events",
            "duplicates",
            "late_events");

    /** The generation that the live job writes; rebuilds write others. */
    private static final int LIVE_GENERATION = 0;

    private static final int INT128 = 16;
    private static final int INT256 = 32;

    @Override
    public String table() {
        return ResultTables.STATISTICS;
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Optional<RowEpoch> epoch(StatisticsOutput output) {
        return output instanceof OutputEpoch start
                ? Optional.of(new RowEpoch(start.epoch(), start.holdsUntil()))
                : Optional.empty();
    }

    @Override
    public StatisticsKey key(StatisticsOutput row) {
        return ((StatisticsRow) row).key();
    }

    @Override
    public void append(StatisticsOutput output, RowBuffer out) {
        StatisticsRow row = (StatisticsRow) output;
        out.text(row.key().experimentId())
                .integer(row.key().version(), Integer.BYTES)
                .integer(LIVE_GENERATION, Integer.BYTES)
                .integer(row.key().bucket(), Byte.BYTES)
                .integer(row.sequence(), Long.BYTES)
                .integer(row.epoch(), Long.BYTES)
                .time(row.completeUntil());
        Collection<Cell> cells = row.statistics().cells().keySet();
        Collection<CellStatistics> values = row.statistics().cells().values();
        out.length(cells.size());
        for (Cell cell : cells) {
            out.text(cell.variantId());
        }
        out.length(cells.size());
        for (Cell cell : cells) {
            out.integer(cell.weightEpoch(), Integer.BYTES);
        }
        out.length(values.size());
        for (CellStatistics cell : values) {
            out.integer(cell.users(), Long.BYTES);
        }
        out.length(values.size());
        for (CellStatistics cell : values) {
            out.integer(cell.exposed(), Long.BYTES);
        }
        out.length(values.size());
        for (CellStatistics cell : values) {
            out.length(cell.nonZero().size());
            for (long users : cell.nonZero()) {
                out.integer(users, Long.BYTES);
            }
        }
        moments(values, CellStatistics::sums, INT128, out);
        moments(values, CellStatistics::products, INT256, out);
        out.text(row.statistics().layout().text());
        histograms(values, out);
        out.integer(row.statistics().crossovers(), Long.BYTES)
                .integer(row.statistics().events(), Long.BYTES)
                .integer(row.statistics().duplicates(), Long.BYTES)
                .integer(row.statistics().late(), Long.BYTES);
    }

    /** Per cell and histogram the bins that count users, as pairs. */
    private static void histograms(Collection<CellStatistics> cells, RowBuffer out) {
        out.length(cells.size());
        for (CellStatistics cell : cells) {
            out.length(cell.histograms().size());
            for (QuantileSketch histogram : cell.histograms()) {
                out.length(histogram.counts().size());
                histogram.counts().forEach((bin, users) -> out.integer(bin, Short.BYTES)
                        .integer(users, Long.BYTES));
            }
        }
    }

    private static void moments(
            Collection<CellStatistics> cells,
            Function<CellStatistics, List<BigInteger>> moments,
            int width,
            RowBuffer out) {
        out.length(cells.size());
        for (CellStatistics cell : cells) {
            List<BigInteger> values = moments.apply(cell);
            out.length(values.size());
            for (BigInteger value : values) {
                out.integer(value, width);
            }
        }
    }
}
