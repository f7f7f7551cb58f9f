package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MomentLayout;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * One user's value of every measure, each at the measure's scale. Immutable.
 *
 * <p>A total of values is held to ±{@link #MAX_TOTAL}: squares of it, added up over 2^63 users, fit 256 bits.
 */
public final class UserMeasures {
    /** The largest magnitude of a user's total of values: 1e12, in ten-thousandths. */
    public static final long MAX_TOTAL = 1_000_000_000_000L * 10_000L;

    /** The measures of a user without events. */
    public static final UserMeasures ZERO =
            new UserMeasures(new long[MomentLayout.measures().size()]);

    private static final BigInteger MAX = BigInteger.valueOf(MAX_TOTAL);

    private final long[] values;

    private UserMeasures(long[] values) {
        this.values = values;
    }

    /** The measures of a user's totals. */
    static UserMeasures of(UserTotals totals) {
        TypeTotals conversions = totals.of("conversion");
        TypeTotals ratings = totals.of("rating");
        long[] values = new long[MomentLayout.measures().size()];
        values[Measure.IMPRESSIONS.index()] = totals.of(UserTotals.IMPRESSION).count();
        values[Measure.CLICKS.index()] = totals.of("click").count();
        values[Measure.CONVERSIONS.index()] = conversions.count();
        values[Measure.CONVERTERS.index()] = conversions.count() > 0 ? 1 : 0;
        values[Measure.RATINGS.index()] = ratings.count();
        values[Measure.RATING_SUM.index()] = held(ratings.sum());
        values[Measure.ORDERS.index()] = conversions.valued();
        values[Measure.REVENUE.index()] = held(conversions.sum());
        values[Measure.SESSIONS.index()] = totals.sessions().count();
        values[Measure.BOUNCES.index()] = totals.sessions().bounces();
        return new UserMeasures(values);
    }

    /** Measures of given values, one for each index of the moment layout. */
    public static UserMeasures ofValues(long[] values) {
        if (values.length != MomentLayout.measures().size()) {
            throw new IllegalArgumentException(values.length + " measures (expected: "
                    + MomentLayout.measures().size() + ")");
        }
        return new UserMeasures(values.clone());
    }

    /** The value at an index of the moment layout. */
    public long at(int index) {
        return values[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserMeasures that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }

    private static long held(BigInteger total) {
        return total.min(MAX).max(MAX.negate()).longValueExact();
    }
}
