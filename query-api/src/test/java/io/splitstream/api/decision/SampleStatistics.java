package io.splitstream.api.decision;

import io.splitstream.api.results.ExperimentStatistics;
import io.splitstream.contracts.evidence.Cell;
import io.splitstream.contracts.evidence.Cells;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Statistics of made-up users, counted one by one. */
final class SampleStatistics {
    private final List<Cell> cells = new ArrayList<>();

    /** What one user did. */
    record User(int impressions, int conversions, int ratings, int ratingSum) {}

    /** Adds a cell of users. */
    SampleStatistics cell(String variantId, int weightEpoch, List<User> users) {
        long[] nonZero = new long[MomentLayout.measures().size()];
        BigInteger[] sums = zeros(MomentLayout.measures().size());
        BigInteger[] products = zeros(MomentLayout.products().size());
        for (User user : users) {
            Map<Measure, Long> totals = new EnumMap<>(Measure.class);
            totals.put(Measure.IMPRESSIONS, (long) user.impressions());
            totals.put(Measure.CONVERSIONS, (long) user.conversions());
            totals.put(Measure.CONVERTERS, user.conversions() > 0 ? 1L : 0L);
            totals.put(Measure.RATINGS, (long) user.ratings());
            totals.put(Measure.RATING_SUM, user.ratingSum() * 10_000L);
            for (Measure measure : MomentLayout.measures()) {
                long total = totals.getOrDefault(measure, 0L);
                sums[measure.index()] = sums[measure.index()].add(BigInteger.valueOf(total));
                nonZero[measure.index()] += total == 0 ? 0 : 1;
            }
            for (int i = 0; i < products.length; i++) {
                Product product = MomentLayout.products().get(i);
                products[i] = products[i].add(BigInteger.valueOf(totals.getOrDefault(product.left(), 0L))
                        .multiply(BigInteger.valueOf(totals.getOrDefault(product.right(), 0L))));
            }
        }
        List<Long> counts = new ArrayList<>();
        for (long count : nonZero) {
            counts.add(count);
        }
        cells.add(
                new Cell(variantId, weightEpoch, users.size(), users.size(), counts, List.of(sums), List.of(products)));
        return this;
    }

    /** Adds a cell of users of whom every one saw two impressions and some converted once. */
    SampleStatistics converting(String variantId, int users, int converting) {
        List<User> all = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            all.add(new User(1 + i % 3, i < converting ? 1 : 0, i % 2, i % 2 == 0 ? 0 : 3 + i % 3));
        }
        return cell(variantId, 0, all);
    }

    ExperimentStatistics completeUntil(Instant time) {
        return new ExperimentStatistics(new Cells(cells), 0, 0, 0, 0, time);
    }

    private static BigInteger[] zeros(int length) {
        BigInteger[] zeros = new BigInteger[length];
        java.util.Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }
}
