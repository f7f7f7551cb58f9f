package io.splitstream.contracts.assignment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one variant: from {@code start}, included, up to {@code end}, excluded.
 *
 * @param start 0 to 1
 * @param end at least {@code start}
 */
public record BucketRange(double start, double end) {
    private static final double LEAST_TOTAL = 0.99;
    private static final double MOST_TOTAL = 1.01;

    /**
     * The ranges of variants, one after another by cumulative weight. Coverage under 1 shortens each range from its
     * end, so that raising it later moves nobody. Weights that are not given, not as many as the variants or not
     * summing to about 1 are replaced by equal ones.
     *
     * @param variants how many, at least 1
     * @param coverage part of the users that take part; taken as 0 below 0 and as 1 above 1
     */
    public static List<BucketRange> of(int variants, double coverage, @Nullable List<Double> weights) {
        double covered = Math.min(1, Math.max(0, coverage));
        List<Double> used = weights != null && isUsable(weights, variants)
                ? weights
                : Collections.nCopies(variants, 1.0 / variants);
        List<BucketRange> ranges = new ArrayList<>(variants);
        double start = 0;
        for (double weight : used) {
            ranges.add(new BucketRange(start, start + covered * weight));
            start += weight;
        }
        return List.copyOf(ranges);
    }

    /** The index of the first range that holds a bucket; empty if none does, which leaves the user out. */
    public static OptionalInt indexOf(double bucket, List<BucketRange> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            if (ranges.get(i).contains(bucket)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    public boolean contains(double bucket) {
        return bucket >= start && bucket < end;
    }

    private static boolean isUsable(List<Double> weights, int variants) {
        if (weights.size() != variants) {
            return false;
        }
        double total = weights.stream().mapToDouble(Double::doubleValue).sum();
        return total >= LEAST_TOTAL && total <= MOST_TOTAL;
    }
}
