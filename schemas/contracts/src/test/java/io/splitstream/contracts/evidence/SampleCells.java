package io.splitstream.contracts.evidence;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import io.splitstream.statistics.QuantileSketch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cells of made-up users, counted one by one. */
final class SampleCells {
    private SampleCells() {}

    /** A cell of users, each given by the totals that are not zero. */
    static Cell cell(String variantId, int weightEpoch, List<Map<Measure, Long>> users) {
        return cell(variantId, weightEpoch, users, MomentLayout.USUAL);
    }

    static Cell cell(String variantId, int weightEpoch, List<Map<Measure, Long>> users, MomentLayout layout) {
        List<Long> nonZero = new ArrayList<>();
        List<BigInteger> sums = new ArrayList<>();
        for (Measure measure : layout.measures()) {
            long sum = 0;
            long count = 0;
            for (Map<Measure, Long> user : users) {
                long total = user.getOrDefault(measure, 0L);
                sum += total;
                count += total == 0 ? 0 : 1;
            }
            sums.add(BigInteger.valueOf(sum));
            nonZero.add(count);
        }
        List<BigInteger> products = new ArrayList<>();
        for (Product product : layout.products()) {
            long sum = 0;
            for (Map<Measure, Long> user : users) {
                sum += user.getOrDefault(product.left(), 0L) * user.getOrDefault(product.right(), 0L);
            }
            products.add(BigInteger.valueOf(sum));
        }
        List<QuantileSketch> histograms = new ArrayList<>();
        for (int i = 0; i < layout.histograms().size(); i++) {
            QuantileSketch histogram = QuantileSketch.none();
            for (Map<Measure, Long> user : users) {
                long total = user.getOrDefault(layout.histograms().get(i), 0L);
                histogram = histogram.with(QuantileSketch.binOf(total), 1);
            }
            histograms.add(histogram);
        }
        return new Cell(
                variantId, weightEpoch, users.size(), users.size(), layout, nonZero, sums, products, histograms);
    }

    /** Users with one impression each, of whom the first few convert once. */
    static Cell converting(String variantId, int users, int converting) {
        List<Map<Measure, Long>> all = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            long conversions = i < converting ? 1 : 0;
            all.add(Map.of(Measure.IMPRESSIONS, 1L, Measure.CONVERSIONS, conversions, Measure.CONVERTERS, conversions));
        }
        return cell(variantId, 0, all);
    }
}
