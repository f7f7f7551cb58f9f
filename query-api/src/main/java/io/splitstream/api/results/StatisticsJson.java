package io.splitstream.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.statistics.QuantileSketch;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rows of statistics as ClickHouse writes them in JSON: integers over 53 bits come as numbers or as text. */
final class StatisticsJson {
    private StatisticsJson() {}

    static StatisticsRow row(JsonNode row) {
        return new StatisticsRow(
                row.path("version").asInt(),
                cells(row, MomentLayout.parse(row.path("layout").asText(""))),
                row.path("crossovers").asLong(),
                row.path("events").asLong(),
                row.path("duplicates").asLong(),
                row.path("late_events").asLong());
    }

    /**
     * Points in time from rows of buckets: a bucket that has no row at a point stands as at the point before.
     *
     * @param rows by time, all of one definition version
     */
    static List<HistoryPoint> history(List<JsonNode> rows, int version, MetricColumns columns) {
        List<HistoryPoint> points = new ArrayList<>();
        Map<Integer, StatisticsRow> buckets = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            List<Cell> cells = cells(row, columns.part());
            buckets.put(row.path("bucket").asInt(), new StatisticsRow(version, cells, 0, 0, 0, 0));
            long at = row.path("at").asLong();
            if (i + 1 == rows.size() || rows.get(i + 1).path("at").asLong() != at) {
                Instant time = Instant.ofEpochSecond(at);
                points.add(new HistoryPoint(time, ExperimentStatistics.sum(List.copyOf(buckets.values()), time)));
            }
        }
        return points;
    }

    private static List<Cell> cells(JsonNode row, MomentLayout layout) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < row.path("variant_ids").size(); i++) {
            cells.add(new Cell(
                    row.path("variant_ids").path(i).asText(),
                    row.path("weight_epochs").path(i).asInt(),
                    row.path("users").path(i).asLong(),
                    row.path("exposed").path(i).asLong(),
                    layout,
                    list(row.path("non_zero").path(i), JsonNode::asLong),
                    list(row.path("sums").path(i), StatisticsJson::integer),
                    list(row.path("products").path(i), StatisticsJson::integer),
                    list(row.path("histograms").path(i), StatisticsJson::histogram)));
        }
        return cells;
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> of) {
        List<T> values = new ArrayList<>(array.size());
        array.forEach(value -> values.add(of.apply(value)));
        return values;
    }

    /** Bins that count users, as pairs. */
    private static QuantileSketch histogram(JsonNode bins) {
        Map<Integer, Long> counts = new HashMap<>();
        bins.forEach(bin -> counts.put(bin.path(0).asInt(), bin.path(1).asLong()));
        return QuantileSketch.of(counts);
    }

    private static BigInteger integer(JsonNode value) {
        return value.isTextual() ? new BigInteger(value.textValue()) : value.bigIntegerValue();
    }
}
