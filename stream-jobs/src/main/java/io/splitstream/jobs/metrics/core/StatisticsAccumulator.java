package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.statistics.QuantileSketch;
import java.util.ArrayList;
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

    private final MomentLayout layout;
    private final Map<Cell, CellSums> cells = new HashMap<>();
    private long crossovers;
    private long events;
    private long duplicates;
    private long late;

    /** Nothing yet, under a layout. */
    public StatisticsAccumulator(MomentLayout layout) {
        this.layout = layout;
    }

    /** Takes away what a user added before, and adds what the user adds now. */
    public void change(Contribution before, Contribution after) {
        Cell cell = after.cell();
        if (cell != null && cell.equals(before.cell()) && !before.crossover() && !after.crossover()) {
            events += after.events() - before.events();
            duplicates += after.duplicates() - before.duplicates();
            late += after.late() - before.late();
            sumsOf(cell).move(before.measures(), after.measures());
        } else {
            subtract(before);
            add(after);
        }
    }

    /** What was added up, without the cells in which it cancelled out. */
    public Statistics statistics() {
        Map<Cell, CellStatistics> sums = new HashMap<>();
        cells.forEach((cell, cellSums) -> sums.put(cell, cellSums.statistics()));
        sums.values().removeIf(CellStatistics::isZero);
        return new Statistics(layout, new TreeMap<>(sums), crossovers, events, duplicates, late);
    }

    private void add(Contribution contribution) {
        events += contribution.events();
        duplicates += contribution.duplicates();
        late += contribution.late();
        Cell cell = contribution.cell();
        if (cell == null) {
            return;
        }
        CellSums sums = sumsOf(cell);
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
        CellSums sums = sumsOf(cell);
        sums.exposed--;
        if (contribution.crossover()) {
            crossovers--;
        } else {
            sums.users--;
            sums.subtract(contribution.measures());
        }
    }

    private CellSums sumsOf(Cell cell) {
        return cells.computeIfAbsent(cell, absent -> new CellSums(layout));
    }

    private static final class CellSums {
        private final MomentLayout layout;
        private long users;
        private long exposed;
        private final long[] nonZero;
        private final WideSums sums;
        private final WideSums products;
        private final List<Map<Integer, Long>> histograms = new ArrayList<>();

        CellSums(MomentLayout layout) {
            this.layout = layout;
            this.nonZero = new long[layout.measures().size()];
            this.sums = new WideSums(nonZero.length);
            this.products = new WideSums(layout.products().size());
            for (int i = 0; i < layout.histograms().size(); i++) {
                histograms.add(new HashMap<>());
            }
        }

        void add(UserMeasures measures) {
            for (int i = 0; i < nonZero.length; i++) {
                sums.add(i, measures.at(i));
                nonZero[i] += measures.at(i) == 0 ? 0 : 1;
            }
            for (int i = 0; i < products.size(); i++) {
                products.addProduct(i, measures.at(layout.leftOf(i)), measures.at(layout.rightOf(i)));
            }
            bin(measures, 1);
        }

        void subtract(UserMeasures measures) {
            for (int i = 0; i < nonZero.length; i++) {
                sums.add(i, -measures.at(i));
                nonZero[i] -= measures.at(i) == 0 ? 0 : 1;
            }
            for (int i = 0; i < products.size(); i++) {
                products.subtractProduct(i, measures.at(layout.leftOf(i)), measures.at(layout.rightOf(i)));
            }
            bin(measures, -1);
        }

        /** What {@link #subtract} and {@link #add} do together; an event changes few of a user's measures. */
        void move(UserMeasures before, UserMeasures after) {
            for (int i = 0; i < nonZero.length; i++) {
                long change = after.at(i) - before.at(i);
                if (change != 0) {
                    sums.add(i, change);
                    nonZero[i] += (after.at(i) == 0 ? 0 : 1) - (before.at(i) == 0 ? 0 : 1);
                }
            }
            for (int i = 0; i < products.size(); i++) {
                int left = layout.leftOf(i);
                int right = layout.rightOf(i);
                if (before.at(left) != after.at(left) || before.at(right) != after.at(right)) {
                    products.subtractProduct(i, before.at(left), before.at(right));
                    products.addProduct(i, after.at(left), after.at(right));
                }
            }
            bin(before, -1);
            bin(after, 1);
        }

        private void bin(UserMeasures measures, long change) {
            for (int i = 0; i < histograms.size(); i++) {
                int members = layout.membersOf(i);
                if (members < 0 || measures.at(members) == 1) {
                    int bin = QuantileSketch.binOf(measures.at(layout.measureOf(i)));
                    histograms.get(i).merge(bin, change, Long::sum);
                }
            }
        }

        CellStatistics statistics() {
            List<Long> counts = Arrays.stream(nonZero).boxed().toList();
            return new CellStatistics(
                    users,
                    exposed,
                    counts,
                    sums.values(),
                    products.values(),
                    histograms.stream().map(QuantileSketch::of).toList());
        }
    }
}
