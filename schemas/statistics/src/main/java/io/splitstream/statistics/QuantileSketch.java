package io.splitstream.statistics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many values lie where: a histogram with logarithmic bins, from which any quantile is had within 0.5 % (DDSketch:
 * Masson, Rim and Lee, VLDB 2019). Integers throughout: {@link #plus} is exact, associative and commutative, and what
 * was counted can be taken back by its negative. Immutable.
 *
 * <p>A value v is binned as the integer s = v·10<sup>4</sup>, |s| ≤ {@value #MOST_SCALED}, with γ = 1.005/0.995:
 *
 * <pre>
 *       bin   holds the integers s with        stands for
 *   −3686 …
 *    −(i+1)   γ^(i−1) &lt; −s ≤ γ^i               −2γ^i/(γ+1)
 *         0   s = 0                            0
 *     i + 1   γ^(i−1) &lt;  s ≤ γ^i                2γ^i/(γ+1)     i = 0 … 3685
 *    … 3686
 * </pre>
 *
 * so bins are in the order of their values, and there are 7,373 of them at most. Bins whose range holds no integer
 * (some with s below 200) stay empty. Change the layout and stored sketches lose their meaning.
 *
 * <p>A stream that moves a user's total from one value to another adds {@code none().with(binOf(before), -1)
 * .with(binOf(after), 1)}. Such a change may hold negative counts; a sum of users never does.
 *
 * @param counts by bin, ascending; bins that count zero are left out
 */
public record QuantileSketch(SortedMap<Integer, Long> counts) {
    /** Values are binned in units of 10<sup>−4</sup>. */
    public static final int SCALE = 4;

    /** The greatest size of a scaled value: 1e12. */
    public static final long MOST_SCALED = 10_000_000_000_000_000L;

    private static final QuantileSketch NONE = new QuantileSketch(new TreeMap<>());

    public QuantileSketch {
        SortedMap<Integer, Long> copy = new TreeMap<>(counts);
        copy.values().removeIf(count -> count == 0);
        if (!copy.isEmpty() && Math.max(-copy.firstKey(), copy.lastKey()) > QuantileBins.last()) {
            throw new IllegalArgumentException("bins: " + copy.firstKey() + " to " + copy.lastKey() + " (expected: -"
                    + QuantileBins.last() + " to " + QuantileBins.last() + ")");
        }
        counts = Collections.unmodifiableSortedMap(copy);
    }

    /** A sketch of no values. */
    public static QuantileSketch none() {
        return NONE;
    }

    /** A sketch of counts by bin, in any order. */
    public static QuantileSketch of(Map<Integer, Long> counts) {
        return new QuantileSketch(new TreeMap<>(counts));
    }

    /**
     * The bin of a value.
     *
     * @param scaledValue the value times 10<sup>4</sup>, at most {@value #MOST_SCALED} in size
     */
    public static int binOf(long scaledValue) {
        if (scaledValue > MOST_SCALED || scaledValue < -MOST_SCALED) {
            throw new IllegalArgumentException(
                    "scaledValue: " + scaledValue + " (expected: at most " + MOST_SCALED + " in size)");
        }
        return QuantileBins.of(scaledValue);
    }

    /** By i, the greatest integer of bin i + 1; who bins elsewhere compares with these. */
    public static List<Long> greatest() {
        return QuantileBins.greatestOfBins();
    }

    /** With a change of one bin's count, which may be negative. */
    public QuantileSketch with(int bin, long change) {
        return plus(new QuantileSketch(new TreeMap<>(Map.of(bin, change))));
    }

    /** The counts of both. */
    public QuantileSketch plus(QuantileSketch other) {
        SortedMap<Integer, Long> sum = new TreeMap<>(counts);
        other.counts.forEach((bin, count) -> sum.merge(bin, count, Math::addExact));
        return new QuantileSketch(sum);
    }

    /** How many values there are. */
    public long values() {
        return counts.values().stream().reduce(0L, Math::addExact);
    }

    /**
     * A quantile: what the bin of the value at rank ⌈qn⌉ stands for, within 0.5 % of that value.
     *
     * @param q in (0, 1)
     */
    public Answer<Double> quantile(double q) {
        checkOrder(q);
        long values = values();
        return values == 0
                ? Answer.withheld(Reason.NO_USERS)
                : Answer.of(QuantileBins.value(binAtRank(rank(q, values))));
    }

    /**
     * The confidence interval of a quantile from order statistics, whatever the distribution: the values at the ranks
     * ⌊nq − z√(nq(1 − q))⌋ and ⌈nq + z√(nq(1 − q))⌉ + 1, each widened to the edge of its bin (Conover 1999, section
     * 3.2). The one rank more keeps the level where the binomial distribution is coarse. Withheld where a rank falls
     * off the end.
     *
     * @param q in (0, 1)
     * @param level in (0, 1)
     */
    public Answer<Interval> interval(double q, double level) {
        return bounds(q, level)
                .then(bounds -> Answer.of(new Interval(
                        QuantileBins.range(bounds.lower).lower(),
                        QuantileBins.range(bounds.upper).upper())));
    }

    /** The bins of a quantile and of its bounds. */
    record Bounds(int lower, int quantile, int upper) {}

    Answer<Bounds> bounds(double q, double level) {
        checkOrder(q);
        ConfidenceSequence.checkAlpha(1 - level);
        long values = values();
        if (values == 0) {
            return Answer.withheld(Reason.NO_USERS);
        }
        return Ranks.of(q, level, values)
                .then(ranks -> Answer.of(
                        new Bounds(binAtRank(ranks.lower), binAtRank(rank(q, values)), binAtRank(ranks.upper))));
    }

    /** The ranks of a quantile's bounds, from 1 on. */
    record Ranks(long lower, long upper) {
        static Answer<Ranks> of(double q, double level, long values) {
            double centre = values * q;
            double spread = Normal.upperQuantile(0.5 * (1 - level)) * Math.sqrt(centre * (1 - q));
            double lower = Math.floor(centre - spread);
            double upper = Math.ceil(centre + spread) + 1;
            return lower < 1 || upper > values
                    ? Answer.withheld(Reason.INSUFFICIENT_DATA)
                    : Answer.of(new Ranks((long) lower, (long) upper));
        }
    }

    private static long rank(double q, long values) {
        return Math.min(values, Math.max(1, (long) Math.ceil(values * q)));
    }

    /** The bin that holds the value of a rank from 1 on. */
    private int binAtRank(long rank) {
        long below = 0;
        for (Map.Entry<Integer, Long> bin : counts.entrySet()) {
            if (bin.getValue() < 0) {
                throw new IllegalStateException(
                        "bin " + bin.getKey() + " counts " + bin.getValue() + " (a change has no quantiles)");
            }
            below += bin.getValue();
            if (below >= rank) {
                return bin.getKey();
            }
        }
        throw new IllegalStateException("rank " + rank + " of " + below + " values");
    }

    private static void checkOrder(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("q: " + q + " (expected: between 0 and 1)");
        }
    }
}
