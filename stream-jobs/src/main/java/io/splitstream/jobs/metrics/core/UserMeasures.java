package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.UserTotals.Enrolled;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's value of every measure of a layout, each at the measure's scale. Immutable.
 *
 * <p>A total of values is held to ±{@link #MAX_TOTAL}: squares of it, added up over 2^63 users, fit 256 bits.
 */
public final class UserMeasures {
    /** The largest magnitude of a user's total of values: 1e12, in ten-thousandths. */
    public static final long MAX_TOTAL = 1_000_000_000_000L * 10_000L;

    /** The measures of a user who adds none. */
    public static final UserMeasures NONE = new UserMeasures(new long[0]);

    private final long[] values;

    private UserMeasures(long[] values) {
        this.values = values;
    }

    /**
     * The measures of a user who belongs to a variant.
     *
     * @param first the variant and when it was first seen
     */
    static UserMeasures of(UserTotals totals, Exposure first, MetricPlan plan, long maturedUntil) {
        MomentLayout layout = plan.layout();
        List<Measure> measures = layout.measures();
        long[] values = new long[measures.size()];
        Activity whole = totals.activity();
        Enrolled enrolled = totals.enrolled();
        long covariate = covariate(enrolled, first, plan.covariate());
        Long window = null;
        Activity windowed = whole;
        for (int i = 0; i < values.length; i++) {
            Measure measure = measures.get(i);
            Long needed = measure.window();
            if (needed == null) {
                values[i] = amount(measure, whole, covariate);
            } else if (enrolled != null && Maturity.isClosed(enrolled, needed, maturedUntil)) {
                if (!needed.equals(window)) {
                    window = needed;
                    windowed = totals.journal().within(enrolled.assignedAt(), enrolled.assignedAt() + needed);
                }
                values[i] = amount(measure, windowed, covariate);
            }
        }
        return new UserMeasures(values);
    }

    /** Measures of given values, one for each measure of a layout. */
    public static UserMeasures ofValues(long[] values) {
        return values.length == 0 ? NONE : new UserMeasures(values.clone());
    }

    /** How many there are. */
    public int size() {
        return values.length;
    }

    /** The value at an index of the layout. */
    public long at(int index) {
        return values[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
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

    /** The number that the assignment says, if the user was assigned before being seen. */
    private static long covariate(@Nullable Enrolled enrolled, Exposure first, @Nullable String attribute) {
        if (attribute == null || enrolled == null || enrolled.assignedAt() > first.firstSeen()) {
            return 0;
        }
        return enrolled.numbers().getOrDefault(attribute, 0L);
    }

    private static long amount(Measure measure, Activity activity, long covariate) {
        Long cap = measure.cap();
        long most = cap == null ? MAX_TOTAL : Math.min(cap, MAX_TOTAL);
        return switch (measure.quantity()) {
            case COUNT -> Math.min(activity.of(measure.eventType()).count(), most);
            case ANY -> activity.of(measure.eventType()).count() > 0 ? 1 : 0;
            case VALUED -> activity.of(measure.eventType()).valued();
            case SUM -> held(activity.of(measure.eventType()).sum(), most);
            case MEAN -> held(mean(activity.of(measure.eventType())), most);
            case SESSIONS -> activity.sessions();
            case BOUNCES -> activity.bounces();
            case MATURED -> 1;
            case COVARIATE -> covariate;
        };
    }

    private static BigInteger mean(TypeTotals totals) {
        return totals.valued() == 0
                ? BigInteger.ZERO
                : new BigDecimal(totals.sum())
                        .divide(BigDecimal.valueOf(totals.valued()), 0, RoundingMode.HALF_EVEN)
                        .toBigInteger();
    }

    private static long held(BigInteger total, long most) {
        if (total.bitLength() < Long.SIZE) {
            return Math.max(-most, Math.min(most, total.longValue()));
        }
        return total.signum() > 0 ? most : -most;
    }
}
