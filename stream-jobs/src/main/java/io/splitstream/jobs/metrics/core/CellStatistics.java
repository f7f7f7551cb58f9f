package io.splitstream.jobs.metrics.core;

import io.splitstream.statistics.QuantileSketch;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The sufficient statistics of one cell, or a change of them. Immutable, exact.
 *
 * @param users seen in this variant only
 * @param exposed users whose first variant this is, crossovers included
 * @param nonZero users whose measure is not zero, by the moment layout
 * @param sums first moments over users, by the moment layout; each fits 128 bits
 * @param products second moments over users, by the moment layout; each fits 256 bits
 * @param histograms of users' totals, by the moment layout
 */
public record CellStatistics(
        long users,
        long exposed,
        List<Long> nonZero,
        List<BigInteger> sums,
        List<BigInteger> products,
        List<QuantileSketch> histograms) {
    private static final int SUM_BITS = 127;
    private static final int PRODUCT_BITS = 255;

    public CellStatistics {
        nonZero = List.copyOf(nonZero);
        sums = List.copyOf(sums);
        products = List.copyOf(products);
        histograms = List.copyOf(histograms);
    }

    /** Whether these are the statistics of no user. */
    boolean isZero() {
        return users == 0
                && exposed == 0
                && nonZero.stream().allMatch(count -> count == 0)
                && sums.stream().allMatch(sum -> sum.signum() == 0)
                && products.stream().allMatch(sum -> sum.signum() == 0)
                && histograms.stream().allMatch(histogram -> histogram.counts().isEmpty());
    }

    CellStatistics plus(CellStatistics other) {
        return new CellStatistics(
                Math.addExact(users, other.users),
                Math.addExact(exposed, other.exposed),
                counted(nonZero, other.nonZero),
                added(sums, other.sums, SUM_BITS),
                added(products, other.products, PRODUCT_BITS),
                merged(histograms, other.histograms));
    }

    private static List<QuantileSketch> merged(List<QuantileSketch> left, List<QuantileSketch> right) {
        List<QuantileSketch> sums = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            sums.add(left.get(i).plus(right.get(i)));
        }
        return sums;
    }

    private static List<Long> counted(List<Long> left, List<Long> right) {
        List<Long> sums = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            sums.add(Math.addExact(left.get(i), right.get(i)));
        }
        return sums;
    }

    private static List<BigInteger> added(List<BigInteger> left, List<BigInteger> right, int bits) {
        List<BigInteger> sums = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            BigInteger sum = left.get(i).add(right.get(i));
            if (sum.bitLength() > bits) {
                throw new ArithmeticException("moment " + i + ": " + sum + " (expected: at most " + bits + " bits)");
            }
            sums.add(sum);
        }
        return sums;
    }
}
