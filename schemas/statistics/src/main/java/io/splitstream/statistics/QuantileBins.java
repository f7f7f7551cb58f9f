package io.splitstream.statistics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bins of a {@link QuantileSketch}: which of them an integer falls into, and what a bin stands for. The bounds
 * are the exact integers ⌊γ<sup>i</sup>⌋ of the fraction γ = 201/199, so no logarithm decides at a bin's edge, and
 * every machine bins alike.
 */
final class QuantileBins {
    private static final BigInteger GAMMA_NUMERATOR = BigInteger.valueOf(201);
    private static final BigInteger GAMMA_DENOMINATOR = BigInteger.valueOf(199);
    private static final double GAMMA = 201.0 / 199;
    private static final double UNIT = 1e-4;

    /** By i, the greatest integer of bin i + 1: ⌊γ<sup>i</sup>⌋. */
    private static final long[] GREATEST = greatest();

    private QuantileBins() {}

    /** The number of the bin that holds the greatest value allowed. */
    static int last() {
        return GREATEST.length;
    }

    /** By i, the greatest integer of bin i + 1. */
    static List<Long> greatestOfBins() {
        return Arrays.stream(GREATEST).boxed().toList();
    }

    /** The bin of an integer of an allowed size. */
    static int of(long scaledValue) {
        if (scaledValue == 0) {
            return 0;
        }
        int bin = 1 + indexOf(Math.abs(scaledValue));
        return scaledValue > 0 ? bin : -bin;
    }

    /** The value that a bin stands for, in the metric's unit: within 0.5 % of everything in it. */
    static double value(int bin) {
        if (bin == 0) {
            return 0;
        }
        int index = Math.abs(bin) - 1;
        double centre = 2 * Math.pow(GAMMA, index) / (GAMMA + 1);
        double inside = Math.min(Math.max(centre, least(index)), (double) GREATEST[index]);
        return Math.signum(bin) * inside * UNIT;
    }

    /** The least and the greatest value that a bin can hold, in the metric's unit. */
    static Interval range(int bin) {
        if (bin == 0) {
            return new Interval(0, 0);
        }
        int index = Math.abs(bin) - 1;
        double near = least(index) * UNIT;
        double far = Math.max(near, GREATEST[index] * UNIT);
        return bin > 0 ? new Interval(near, far) : new Interval(-far, -near);
    }

    /** The least integer of a bin; those below 200 that hold none are given the one below. */
    private static double least(int index) {
        return index == 0 ? 1 : (double) Math.min(GREATEST[index - 1] + 1, GREATEST[index]);
    }

    /** The least i with ⌊γ^i⌋ at least the size. */
    private static int indexOf(long size) {
        int low = 0;
        int high = GREATEST.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (GREATEST[middle] >= size) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long[] greatest() {
        List<Long> bounds = new ArrayList<>();
        BigInteger numerator = BigInteger.ONE;
        BigInteger denominator = BigInteger.ONE;
        long bound = 1;
        bounds.add(bound);
        while (bound < QuantileSketch.MOST_SCALED) {
            numerator = numerator.multiply(GAMMA_NUMERATOR);
            denominator = denominator.multiply(GAMMA_DENOMINATOR);
            bound = numerator.divide(denominator).longValueExact();
            bounds.add(bound);
        }
        return bounds.stream().mapToLong(Long::longValue).toArray();
    }
}
