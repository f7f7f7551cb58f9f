package io.splitstream.contracts.evidence;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.statistics.QuantileSketch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The users of one variant in one weight epoch, summed up. Immutable; {@link #plus} is exact.
 *
 * @param users seen in this variant only
 * @param exposed whose first variant this is, crossovers included
 * @param layout of the moments that follow
 * @param nonZero per measure: users whose total is not zero
 * @param sums per measure, at its scale; empty where there are no users
 * @param products per product, at the sum of both scales; likewise
 * @param histograms per histogram, of the users' totals; likewise
 */
public record Cell(
        String variantId,
        int weightEpoch,
        long users,
        long exposed,
        MomentLayout layout,
        List<Long> nonZero,
        List<BigInteger> sums,
        List<BigInteger> products,
        List<QuantileSketch> histograms) {
    public Cell {
        nonZero = List.copyOf(nonZero);
        sums = List.copyOf(sums);
        products = List.copyOf(products);
        histograms = List.copyOf(histograms);
    }

    /** A cell without users. */
    static Cell empty(String variantId, int weightEpoch) {
        return new Cell(variantId, weightEpoch, 0, 0, MomentLayout.USUAL, List.of(), List.of(), List.of(), List.of());
    }

    /** Users whose total of a measure is not zero; none where the row does not have the measure. */
    public long nonZero(Measure measure) {
        return at(layout.indexOf(measure), nonZero, 0L);
    }

    /** Sum over users of a measure, an integer at the measure's scale; zero where the row does not have it. */
    public BigInteger sum(Measure measure) {
        return at(layout.indexOf(measure), sums, BigInteger.ZERO);
    }

    /** The users who enter a metric: all of them, or those whose window has closed. */
    public long users(Metric metric) {
        return metric.population().map(matured -> sum(matured).longValueExact()).orElse(users);
    }

    /** The distribution of the users' totals of a measure; empty where the row does not have it. */
    public QuantileSketch histogram(Measure measure) {
        return at(layout.histograms().indexOf(measure), histograms, QuantileSketch.none());
    }

    /** The value at an index, if there is one: of a cell without users, or from before a measure was, there is not. */
    private static <T> T at(int index, List<T> values, T otherwise) {
        return index >= 0 && index < values.size() ? values.get(index) : otherwise;
    }

    /** As {@link #sum}, in the measure's unit. */
    public BigDecimal total(Measure measure) {
        return new BigDecimal(sum(measure), measure.scale());
    }

    /** Sum over users of a product of two measures, an integer at the sum of their scales. */
    public BigInteger product(Measure one, Measure other) {
        return at(layout.indexOf(one, other), products, BigInteger.ZERO);
    }

    /**
     * Both cells' users together; they must be of one variant and epoch, or the sum is given these of this one.
     *
     * @throws IllegalArgumentException if both have moments, of different layouts
     */
    public Cell plus(Cell other) {
        if (!sums.isEmpty() && !other.sums.isEmpty() && !layout.equals(other.layout)) {
            throw new IllegalArgumentException("adding a cell of " + other.layout + " to one of " + layout
                    + " (expected: rows of one definition version)");
        }
        return new Cell(
                variantId,
                weightEpoch,
                Math.addExact(users, other.users),
                Math.addExact(exposed, other.exposed),
                sums.isEmpty() ? other.layout : layout,
                added(nonZero, other.nonZero, 0L, Math::addExact),
                added(sums, other.sums, BigInteger.ZERO, BigInteger::add),
                added(products, other.products, BigInteger.ZERO, BigInteger::add),
                added(histograms, other.histograms, QuantileSketch.none(), QuantileSketch::plus));
    }

    private interface Addition<T> {
        T add(T one, T other);
    }

    private static <T> List<T> added(List<T> one, List<T> other, T zero, Addition<T> addition) {
        int length = Math.max(one.size(), other.size());
        List<T> sum = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            sum.add(addition.add(i < one.size() ? one.get(i) : zero, i < other.size() ? other.get(i) : zero));
        }
        return sum;
    }
}
