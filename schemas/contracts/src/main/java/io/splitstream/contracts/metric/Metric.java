package io.splitstream.contracts.metric;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment is judged by, in terms of measures: one that every experiment has, or one that it declares
 * ({@link CustomMetric}).
 *
 * @param metricName the name on the wire, such as {@code conversion_rate}
 * @param direction which way is better
 * @param over what the numerator is divided by; null where that is the number of users
 * @param q which quantile, in (0, 1); null unless it is one
 */
public record Metric(
        String metricName,
        Kind kind,
        Direction direction,
        Measure numerator,
        @Nullable Measure over,
        @Nullable Double q) {
    public static final Metric CONVERSION_RATE =
            ratio("conversion_rate", Direction.UP, Measure.CONVERSIONS, Measure.IMPRESSIONS);
    public static final Metric CLICK_RATE = ratio("click_rate", Direction.UP, Measure.CLICKS, Measure.IMPRESSIONS);
    public static final Metric USER_CONVERSION_RATE =
            new Metric("user_conversion_rate", Kind.SHARE, Direction.UP, Measure.CONVERTERS, null, null);
    public static final Metric AVG_RATING = ratio("avg_rating", Direction.UP, Measure.RATING_SUM, Measure.RATINGS);
    public static final Metric REVENUE_PER_USER =
            new Metric("revenue_per_user", Kind.MEAN, Direction.UP, Measure.REVENUE, null, null);
    public static final Metric AVG_ORDER_VALUE =
            ratio("avg_order_value", Direction.UP, Measure.REVENUE, Measure.ORDERS);
    public static final Metric BOUNCE_RATE = ratio("bounce_rate", Direction.DOWN, Measure.BOUNCES, Measure.SESSIONS);
    public static final Metric CLICK_TO_CONVERSION =
            ratio("click_to_conversion", Direction.UP, Measure.CONVERSIONS, Measure.CLICKS);

    /** The metrics that every experiment has. Their order is part of the layout of rows: new ones go to the end. */
    public static final List<Metric> BUILT_IN = List.of(
            CONVERSION_RATE,
            CLICK_RATE,
            USER_CONVERSION_RATE,
            AVG_RATING,
            REVENUE_PER_USER,
            AVG_ORDER_VALUE,
            BOUNCE_RATE,
            CLICK_TO_CONVERSION);

    public Metric {
        if ((kind == Kind.RATIO) != (over != null) || (kind == Kind.QUANTILE) != (q != null)) {
            throw new IllegalArgumentException(metricName + ": " + kind + " over " + over + " with q " + q
                    + " (expected: a denominator for ratios alone, q for quantiles alone)");
        }
    }

    /** What a metric is, statistically. */
    public enum Kind {
        /** Users with a property over users. */
        SHARE,
        /** A total over users. */
        MEAN,
        /** A total over another total. */
        RATIO,
        /** A quantile of the users' totals. */
        QUANTILE
    }

    /** Which way is better. */
    public enum Direction {
        UP,
        DOWN
    }

    private static Metric ratio(String name, Direction direction, Measure numerator, Measure denominator) {
        return new Metric(name, Kind.RATIO, direction, numerator, denominator, null);
    }

    /** The metric of a name that every experiment has. */
    public static Optional<Metric> named(String name) {
        return BUILT_IN.stream()
                .filter(metric -> metric.metricName().equals(name))
                .findFirst();
    }

    /** What the numerator is divided by; empty where that is the number of users. */
    public Optional<Measure> denominator() {
        return Optional.ofNullable(over);
    }

    /** Who enters, where not every user does: those whose window has closed. */
    public Optional<Measure> population() {
        return Optional.ofNullable(numerator.window()).map(Measure::matured);
    }

    /** The covariate over the same users. */
    public Measure covariate() {
        return Measure.covariate(numerator.window());
    }

    /**
     * Whether users enter before their time is over: those seen last have had less of it, so that no guarantee of a
     * confidence sequence is claimed.
     */
    public boolean isOpenEnded() {
        return numerator.window() == null;
    }
}
