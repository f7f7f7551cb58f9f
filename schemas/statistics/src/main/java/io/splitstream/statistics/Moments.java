package io.splitstream.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * First and second moments of a pair (x, y) over users: sums that add exactly, in any order.
 *
 * <p>x is a metric's numerator. y is its denominator if it is a ratio, its covariate if it is a mean that has one,
 * else zero.
 *
 * @param x sum of x
 * @param y sum of y
 * @param xx sum of squares of x
 * @param yy sum of squares of y
 * @param xy sum of products
 */
public record Moments(BigDecimal x, BigDecimal y, BigDecimal xx, BigDecimal yy, BigDecimal xy) {
    /** The sums over no users. */
    public static final Moments NONE =
            new Moments(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Trailing zeros are dropped, so that equal sums are equal records. */
    public Moments {
        x = x.stripTrailingZeros();
        y = y.stripTrailingZeros();
        xx = xx.stripTrailingZeros();
        yy = yy.stripTrailingZeros();
        xy = xy.stripTrailingZeros();
    }

    /** Moments of x alone. */
    public static Moments of(BigDecimal x, BigDecimal xx) {
        return new Moments(x, BigDecimal.ZERO, xx, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * Moments of x alone from integers: x in units of 10<sup>−scale</sup>, its squares in units of
     * 10<sup>−2·scale</sup>.
     */
    public static Moments ofScaled(BigInteger x, BigInteger xx, int scale) {
        return of(new BigDecimal(x, scale), new BigDecimal(xx, 2 * scale));
    }

    /**
     * Moments from the integers that the streams keep: x in units of 10<sup>−scaleX</sup>, y of
     * 10<sup>−scaleY</sup>, their products in the products of those units.
     */
    public static Moments ofScaled(
            BigInteger x, BigInteger y, BigInteger xx, BigInteger yy, BigInteger xy, int scaleX, int scaleY) {
        return new Moments(
                new BigDecimal(x, scaleX),
                new BigDecimal(y, scaleY),
                new BigDecimal(xx, 2 * scaleX),
                new BigDecimal(yy, 2 * scaleY),
                new BigDecimal(xy, scaleX + scaleY));
    }

    /** The moments over both sets of users. */
    public Moments plus(Moments other) {
        return new Moments(x.add(other.x), y.add(other.y), xx.add(other.xx), yy.add(other.yy), xy.add(other.xy));
    }
}
