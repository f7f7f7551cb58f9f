package io.splitstream.contracts.evidence;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.contracts.metric.MomentLayout.Product;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The users of one variant in one weight epoch, summed up. Immutable; {@link #plus} is exact.
 *
 * @param users seen in this variant only
 * @param exposed whose first variant this is, crossovers included
 * @param nonZero per measure: users whose total is not zero
 * @param sums per measure, at its scale; shorter if the writer knew fewer measures, and then the rest is zero
 * @param products per product of the moment layout, at the sum of both scales; likewise
 */
public record Cell(
        String variantId,
        int weightEpoch,
        long users,
        long exposed,
        List<Long> nonZero,
        List<BigInteger> sums,
        List<BigInteger> products) {
    public Cell {
        nonZero = List.copyOf(nonZero);
        sums = List.copyOf(sums);
        products = List.copyOf(products);
    }

    /** Users whose total of a measure is not zero. */
    public long nonZero(Measure measure) {
        return measure.index() < nonZero.size() ? nonZero.get(measure.index()) : 0;
    }

    /** Sum over users of a measure, an integer at the measure's scale. */
    public BigInteger sum(Measure measure) {
        return measure.index() < sums.size() ? sums.get(measure.index()) : BigInteger.ZERO;
    }

    /** As {@link #sum}, in the measure's unit. */
    public BigDecimal total(Measure measure) {
        return new BigDecimal(sum(measure), measure.scale());
    }

    /** Sum over users of a product of two measures, an integer at the sum of their scales. */
    public BigInteger product(Measure one, Measure other) {
        int index = MomentLayout.indexOf(Product.of(one, other));
        return index < products.size() ? products.get(index) : BigInteger.ZERO;
    }

    /** Both cells' users together; they must be of one variant and epoch, or the sum is given these of this one. */
    public Cell plus(Cell other) {
        return new Cell(
                variantId,
                weightEpoch,
                Math.addExact(users, other.users),
                Math.addExact(exposed, other.exposed),
                added(nonZero, other.nonZero, 0L, Math::addExact),
                added(sums, other.sums, BigInteger.ZERO, BigInteger::add),
                added(products, other.products, BigInteger.ZERO, BigInteger::add));
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
