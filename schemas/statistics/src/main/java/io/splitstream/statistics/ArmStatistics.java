package io.splitstream.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * All that inference needs to know of one arm and one metric: the number of users and the moments over them.
 * Immutable; {@link #plus} is exact, associative and commutative. Every figure is computed exactly and rounded once,
 * to the nearest double, so that means of 1e9 with deviations of 1e-3 lose nothing.
 *
 * @param users how many, at least 0
 * @param nonZeroNumerators users whose numerator is not zero
 * @param nonZeroDenominators users whose denominator is not zero; all of them unless the metric is a ratio
 */
public record ArmStatistics(
        MetricKind kind, long users, Moments moments, long nonZeroNumerators, long nonZeroDenominators) {
    private static final int DOUBLE_BITS = 53;
    private static final int QUOTIENT_BITS = 66;

    public ArmStatistics {
        checkCount("users", users, Long.MAX_VALUE);
        checkCount("nonZeroNumerators", nonZeroNumerators, users);
        checkCount("nonZeroDenominators", nonZeroDenominators, users);
    }

    /** An arm without users. */
    public static ArmStatistics none(MetricKind kind) {
        return new ArmStatistics(kind, 0, Moments.NONE, 0, 0);
    }

    /** A share: {@code successes} of {@code users} have the property. */
    public static ArmStatistics share(long users, long successes) {
        BigDecimal count = BigDecimal.valueOf(successes);
        return new ArmStatistics(MetricKind.SHARE, users, Moments.of(count, count), successes, users);
    }

    /** A mean over users; y of the moments is the covariate, if there is one. */
    public static ArmStatistics mean(long users, Moments moments, long nonZero) {
        return new ArmStatistics(MetricKind.MEAN, users, moments, nonZero, users);
    }

    /** A mean over users where the number of non-zero values was not kept: see {@link #leastNonZero}. */
    public static ArmStatistics mean(long users, Moments moments) {
        return mean(users, moments, leastNonZero(moments.x(), moments.xx(), users));
    }

    /** A ratio Σx/Σy over users. */
    public static ArmStatistics ratio(long users, Moments moments, long nonZeroNumerators, long nonZeroDenominators) {
        return new ArmStatistics(MetricKind.RATIO, users, moments, nonZeroNumerators, nonZeroDenominators);
    }

    /** A ratio where the numbers of non-zero values were not kept: see {@link #leastNonZero}. */
    public static ArmStatistics ratio(long users, Moments moments) {
        return ratio(
                users,
                moments,
                leastNonZero(moments.x(), moments.xx(), users),
                leastNonZero(moments.y(), moments.yy(), users));
    }

    /** The sum of arms of one metric; there must be one at least. */
    public static ArmStatistics sum(Collection<ArmStatistics> arms) {
        return arms.stream()
                .reduce(ArmStatistics::plus)
                .orElseThrow(() -> new IllegalArgumentException("no arms to add (expected: one or more)"));
    }

    /** The statistics over both sets of users, which must be disjoint and of one kind. */
    public ArmStatistics plus(ArmStatistics other) {
        if (kind != other.kind) {
            throw new IllegalArgumentException("adding " + other.kind + " to " + kind + " (expected: the same kind)");
        }
        return new ArmStatistics(
                kind,
                Math.addExact(users, other.users),
                moments.plus(other.moments),
                Math.addExact(nonZeroNumerators, other.nonZeroNumerators),
                Math.addExact(nonZeroDenominators, other.nonZeroDenominators));
    }

    /** The share, mean or ratio; empty without users or over a zero denominator. */
    public OptionalDouble estimate() {
        return denominator().signum() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(quotient(moments.x(), denominator()));
    }

    /**
     * The variance of one user's contribution, such that the estimate's variance is this over {@link #users}.
     *
     * <ul>
     *   <li>share: p(1 − p);
     *   <li>mean: (n·Σx² − (Σx)²) / (n(n − 1));
     *   <li>ratio R = Σx/Σy: the delta method's var(x − R·y)/ȳ², which is n²(Σx²(Σy)² − 2ΣxΣyΣxy + (Σx)²Σy²) /
     *       ((n − 1)(Σy)⁴) since x − R·y sums to zero (Deng, Knoblich and Lu, KDD 2018, section 3).
     * </ul>
     *
     * Empty where it is not defined: no user, one user (means, ratios), zero denominator. Zero if the users do not
     * differ; negative only if the moments contradict each other.
     */
    public OptionalDouble unitVariance() {
        if (users < (kind == MetricKind.SHARE ? 1 : 2) || denominator().signum() == 0) {
            return OptionalDouble.empty();
        }
        BigDecimal n = BigDecimal.valueOf(users);
        BigDecimal lessOne = BigDecimal.valueOf(users - 1);
        BigDecimal x = moments.x();
        BigDecimal y = moments.y();
        double variance =
                switch (kind) {
                    case SHARE -> quotient(x.multiply(n.subtract(x)), n.multiply(n));
                    case MEAN -> quotient(n.multiply(moments.xx()).subtract(x.multiply(x)), n.multiply(lessOne));
                    case RATIO -> {
                        BigDecimal squared = moments.xx()
                                .multiply(y.pow(2))
                                .subtract(BigDecimal.valueOf(2)
                                        .multiply(x)
                                        .multiply(y)
                                        .multiply(moments.xy()))
                                .add(x.pow(2).multiply(moments.yy()));
                        yield quotient(n.pow(2).multiply(squared), lessOne.multiply(y.pow(4)));
                    }
                };
        return OptionalDouble.of(variance);
    }

    /** The estimate's difference from another arm's, rounded once; both must have an estimate. */
    double minus(ArmStatistics other) {
        return quotient(
                moments.x()
                        .multiply(other.denominator())
                        .subtract(other.moments.x().multiply(denominator())),
                denominator().multiply(other.denominator()));
    }

    /** Sample variance of y; at least two users. */
    double varianceOfY() {
        return quotient(
                BigDecimal.valueOf(users)
                        .multiply(moments.yy())
                        .subtract(moments.y().pow(2)),
                pairsOfUsers());
    }

    /** Sample covariance of x and y; at least two users. */
    double covariance() {
        return quotient(
                BigDecimal.valueOf(users)
                        .multiply(moments.xy())
                        .subtract(moments.x().multiply(moments.y())),
                pairsOfUsers());
    }

    /** Standard error of the mean denominator over that mean; infinite where that is zero. At least two users. */
    double denominatorUncertainty() {
        if (moments.y().signum() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double mean = quotient(moments.y(), BigDecimal.valueOf(users));
        return Math.sqrt(Math.max(0, varianceOfY()) / users) / Math.abs(mean);
    }

    /**
     * The least number of users that can have had a non-zero value, given the sum and the sum of squares: at least
     * (Σv)²/Σv², by Cauchy and Schwarz.
     */
    static long leastNonZero(BigDecimal sum, BigDecimal squares, long users) {
        if (squares.signum() <= 0) {
            return 0;
        }
        BigDecimal least = sum.pow(2).divide(squares, 0, RoundingMode.CEILING);
        return least.compareTo(BigDecimal.valueOf(users)) >= 0 ? users : least.longValueExact();
    }

    private BigDecimal denominator() {
        return kind == MetricKind.RATIO ? moments.y() : BigDecimal.valueOf(users);
    }

    private BigDecimal pairsOfUsers() {
        return BigDecimal.valueOf(users).multiply(BigDecimal.valueOf(users - 1));
    }

    /** The double nearest to a quotient. Division of decimals and their way to a double cost ten times as much. */
    static double quotient(BigDecimal numerator, BigDecimal denominator) {
        int scale = Math.max(numerator.scale(), denominator.scale());
        BigInteger dividend = numerator.setScale(scale).unscaledValue();
        BigInteger divisor = denominator.setScale(scale).unscaledValue();
        if (dividend.bitLength() <= DOUBLE_BITS && divisor.bitLength() <= DOUBLE_BITS) {
            return dividend.doubleValue() / divisor.doubleValue();
        }
        int shift = Math.max(0, QUOTIENT_BITS - dividend.bitLength() + divisor.bitLength());
        BigInteger[] parts = dividend.abs().shiftLeft(shift).divideAndRemainder(divisor.abs());
        // A rest only matters to a quotient half-way between two doubles: a last bit stands for it.
        BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double size = Math.scalb(quotient.doubleValue(), -shift);
        return dividend.signum() * divisor.signum() < 0 ? -size : size;
    }

    private static void checkCount(String name, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to " + most + ")");
        }
    }
}
