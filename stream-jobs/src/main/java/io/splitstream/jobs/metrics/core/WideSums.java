package io.splitstream.jobs.metrics.core;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of signed 128-bit sums of longs and of products of two longs. Addition is checked. Mutable, one thread.
 */
final class WideSums {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final long[] high;
    private final long[] low;

    WideSums(int size) {
        high = new long[size];
        low = new long[size];
    }

    int size() {
        return high.length;
    }

    void add(int index, long value) {
        add(index, value >> (Long.SIZE - 1), value);
    }

    void addProduct(int index, long left, long right) {
        add(index, Math.multiplyHigh(left, right), left * right);
    }

    void subtractProduct(int index, long left, long right) {
        long productLow = left * right;
        long productHigh = Math.multiplyHigh(left, right);
        add(index, ~productHigh + (productLow == 0 ? 1 : 0), -productLow);
    }

    List<BigInteger> values() {
        List<BigInteger> values = new ArrayList<>(high.length);
        for (int i = 0; i < high.length; i++) {
            BigInteger unsignedLow = BigInteger.valueOf(low[i]);
            if (low[i] < 0) {
                unsignedLow = unsignedLow.add(TWO_64);
            }
            values.add(BigInteger.valueOf(high[i]).shiftLeft(Long.SIZE).add(unsignedLow));
        }
        return values;
    }

    private void add(int index, long addendHigh, long addendLow) {
        long sumLow = low[index] + addendLow;
        long carry = Long.compareUnsigned(sumLow, addendLow) < 0 ? 1 : 0;
        low[index] = sumLow;
        high[index] = Math.addExact(high[index], addendHigh + carry);
    }
}
