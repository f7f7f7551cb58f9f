package io.splitstream.benchmarks.calibration;

import io.splitstream.statistics.ArmStatistics;
import io.splitstream.statistics.MetricKind;
import io.splitstream.statistics.Moments;
import java.math.BigInteger;

/**
 * The sums of one arm within one weight epoch, in integers, as the stream jobs keep them. Mutable; for one thread.
 * Squares of all simulated outcomes stay far below 2^63.
 */
final class Tally {
    private final MetricKind kind;
    private final int scale;
    private long users;
    private long x;
    private long y;
    private long xx;
    private long yy;
    private long xy;
    private long nonZeroX;
    private long nonZeroY;

    Tally(MetricKind kind, int scale) {
        this.kind = kind;
        this.scale = scale;
    }

    void enter(long numerator, long denominator) {
        users++;
        count(numerator, denominator, 1);
    }

    /** A user who is in already goes from one numerator to another. */
    void change(long from, long to) {
        count(from, 0, -1);
        count(to, 0, 1);
    }

    long users() {
        return users;
    }

    ArmStatistics statistics() {
        return switch (kind) {
            case SHARE -> ArmStatistics.share(users, x);
            case MEAN ->
                ArmStatistics.mean(
                        users, Moments.ofScaled(BigInteger.valueOf(x), BigInteger.valueOf(xx), scale), nonZeroX);
            case RATIO ->
                ArmStatistics.ratio(
                        users,
                        Moments.ofScaled(
                                BigInteger.valueOf(x),
                                BigInteger.valueOf(y),
                                BigInteger.valueOf(xx),
                                BigInteger.valueOf(yy),
                                BigInteger.valueOf(xy),
                                scale,
                                0),
                        nonZeroX,
                        nonZeroY);
        };
    }

    private void count(long numerator, long denominator, int sign) {
        x += sign * numerator;
        y += sign * denominator;
        xx += sign * numerator * numerator;
        yy += sign * denominator * denominator;
        xy += sign * numerator * denominator;
        nonZeroX += numerator == 0 ? 0 : sign;
        nonZeroY += denominator == 0 ? 0 : sign;
    }
}
