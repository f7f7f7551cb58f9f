package io.splitstream.jobs.metrics;

import io.splitstream.jobs.metrics.core.Cell;
import io.splitstream.jobs.metrics.core.CellStatistics;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsChange;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Second moments added up in doubles: what a change comes to once the sum was rounded to 53 bits. */
final class DoubleSums {
    private final Map<Place, Double> sums = new HashMap<>();

    private record Place(StatisticsKey key, Cell cell, int product) {}

    StatisticsChange add(StatisticsChange change) {
        SortedMap<Cell, CellStatistics> rounded = new TreeMap<>();
        change.change().cells().forEach((cell, added) -> rounded.put(cell, add(change.key(), cell, added)));
        Statistics exact = change.change();
        return new StatisticsChange(
                change.key(),
                new Statistics(
                        exact.layout(), rounded, exact.crossovers(), exact.events(), exact.duplicates(), exact.late()));
    }

    DoubleSums copy() {
        DoubleSums copy = new DoubleSums();
        copy.sums.putAll(sums);
        return copy;
    }

    private CellStatistics add(StatisticsKey key, Cell cell, CellStatistics added) {
        List<BigInteger> products = new ArrayList<>();
        for (int i = 0; i < added.products().size(); i++) {
            Place place = new Place(key, cell, i);
            double before = sums.getOrDefault(place, 0.0);
            double after = before + added.products().get(i).doubleValue();
            sums.put(place, after);
            products.add(new BigDecimal(after).subtract(new BigDecimal(before)).toBigInteger());
        }
        return new CellStatistics(
                added.users(), added.exposed(), added.nonZero(), added.sums(), products, added.histograms());
    }
}
