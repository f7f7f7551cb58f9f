package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up changes of contributions in fixed-width arithmetic, fast, until they are taken as {@link Statistics}.
 *
 * <p>A user's product is below 2^107, so {@link #MAX_CHANGES} changes fit the 128 bits of a sum; the arithmetic is
 * checked all the same. Mutable, one thread.
 */
public final class StatisticsAccumulator {
    /** Changes to add at most. */
    public static final int MAX_CHANGES = 1 << 18;

    private static final int MEASURES = MomentLayout.measures().size();
    private static final int[] LEFT = MomentLayout.products().stream()
            .map(Product::left)
            .mapToInt(measure -> measure.index())
            .toArray();
    private static final int[] RIGHT = MomentLayout.products().stream()
            .map(Product::right)
            .mapToInt(measure -> measure.index())
            .toArray();

    private final Map<Cell, CellSums> cells = new HashMap<>();
    private long crossovers;
    private long events;
    private long duplicates;
    private long late;

    /** Takes away what a user added before, and adds what the user adds now. */
    public void change(Contribution before, Contribution after) {
        subtract(before);
        add(after);
    }

    /** What was added up, without the cells in which it cancelled out. */
    public Statistics statistics() {
        Map<Cell, CellStatistics> sums = new HashMap<>();
        cells.forEach((cell, cellSums) -> sums.put(cell, cellSums.statistics()));
        sums.values().removeIf(CellStatistics.ZERO::equals);
        return new Statistics(new TreeMap<>(sums), crossovers, events, duplicates, late);
    }

    private void add(Contribution contribution) {
        events += contribution.events();
        duplicates += contribution.duplicates();
        late += contribution.late();
        Cell cell = contribution.cell();
        if (cell == null) {
            return;
        }
        CellSums sums = cells.computeIfAbsent(cell, absent -> new CellSums());
        sums.exposed++;
        if (contribution.crossover()) {
            crossovers++;
        } else {
            sums.users++;
            sums.add(contribution.measures());
        }
    }

    private void subtract(Contribution contribution) {
        events -= contribution.events();
        duplicates -= contribution.duplicates();
        late -= contribution.late();
        Cell cell = contribution.cell();
        if (cell == null) {
            return;
        }
        CellSums sums = cells.computeIfAbsent(cell, absent -> new CellSums());
        sums.exposed--;
        if (contribution.crossover()) {
            crossovers--;
        } else {
            sums.users--;
            sums.subtract(contribution.measures());
        }
    }

    private static final class CellSums {
        private long users;
        private long exposed;
        private final long[] nonZero = new long[MEASURES];
        private final WideSums sums = new WideSums(MEASURES);
        private final WideSums products = new WideSums(LEFT.length);

        void add(UserMeasures measures) {
            for (int i = 0; i < MEASURES; i++) {
                sums.add(i, measures.at(i));
                nonZero[i] += measures.at(i) == 0 ? 0 : 1;
            }
            for (int i = 0; i < LEFT.length; i++) {
                products.addProduct(i, measures.at(LEFT[i]), measures.at(RIGHT[i]));
            }
        }

        void subtract(UserMeasures measures) {
            for (int i = 0; i < MEASURES; i++) {
                sums.add(i, -measures.at(i));
                nonZero[i] -= measures.at(i) == 0 ? 0 : 1;
            }
            for (int i = 0; i < LEFT.length; i++) {
                products.subtractProduct(i, measures.at(LEFT[i]), measures.at(RIGHT[i]));
            }
        }

        CellStatistics statistics() {
            List<Long> counts = Arrays.stream(nonZero).boxed().toList();
            return new CellStatistics(users, exposed, counts, sums.values(), products.values());
        }
    }
}
