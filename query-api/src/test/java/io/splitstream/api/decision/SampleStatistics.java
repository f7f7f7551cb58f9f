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
import java.util.List;
import java.util.Map;

/** Statistics of made-up users, counted one by one. */
public final class SampleStatistics {
    private final List<Cell> cells = new ArrayList<>();

    /** What one user did. */
    record User(int impressions, int conversions, int ratings, int ratingSum) {}

    /** Adds a cell of users. */
    SampleStatistics cell(String variantId, int weightEpoch, List<User> users) {
        List<Measure> measures = MomentLayout.USUAL.measures();
        List<Product> products = MomentLayout.USUAL.products();
        long[] nonZero = new long[measures.size()];
        BigInteger[] sums = zeros(measures.size());
        BigInteger[] squares = zeros(products.size());
        for (User user : users) {
            Map<Measure, Long> totals = Map.of(
                    Measure.IMPRESSIONS, (long) user.impressions(),
                    Measure.CONVERSIONS, (long) user.conversions(),
                    Measure.CONVERTERS, user.conversions() > 0 ? 1L : 0L,
                    Measure.RATINGS, (long) user.ratings(),
                    Measure.RATING_SUM, user.ratingSum() * 10_000L);
            for (int i = 0; i < sums.length; i++) {
                long total = totals.getOrDefault(measures.get(i), 0L);
                sums[i] = sums[i].add(BigInteger.valueOf(total));
                nonZero[i] += total == 0 ? 0 : 1;
            }
            for (int i = 0; i < squares.length; i++) {
                Product product = products.get(i);
                squares[i] = squares[i].add(BigInteger.valueOf(totals.getOrDefault(product.left(), 0L))
                        .multiply(BigInteger.valueOf(totals.getOrDefault(product.right(), 0L))));
            }
        }
        List<Long> counts = new ArrayList<>();
        for (long count : nonZero) {
            counts.add(count);
        }
        cells.add(new Cell(
                variantId,
                weightEpoch,
                users.size(),
                users.size(),
                MomentLayout.USUAL,
                counts,
                List.of(sums),
                List.of(squares),
                List.of()));
        return this;
    }

    /** Adds a cell of users of whom every one saw two impressions and some converted once. */
    public SampleStatistics converting(String variantId, int users, int converting) {
        return converting(variantId, 0, users, converting);
    }

    /** The same in a weight epoch. */
    SampleStatistics converting(String variantId, int weightEpoch, int users, int converting) {
        List<User> all = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            all.add(new User(1 + i % 3, i < converting ? 1 : 0, i % 2, i % 2 == 0 ? 0 : 3 + i % 3));
        }
        return cell(variantId, weightEpoch, all);
    }

    public ExperimentStatistics completeUntil(Instant time) {
        return new ExperimentStatistics(1, new Cells(cells), 0, 0, 0, 0, time);
    }

    private static BigInteger[] zeros(int length) {
        BigInteger[] zeros = new BigInteger[length];
        java.util.Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }
}
