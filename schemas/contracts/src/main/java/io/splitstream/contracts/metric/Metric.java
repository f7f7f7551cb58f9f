package io.splitstream.contracts.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The metrics that every experiment has. */
public enum Metric {
    CONVERSION_RATE(Kind.RATIO, Direction.UP, Measure.CONVERSIONS, Measure.IMPRESSIONS),
    CLICK_RATE(Kind.RATIO, Direction.UP, Measure.CLICKS, Measure.IMPRESSIONS),
    USER_CONVERSION_RATE(Kind.SHARE, Direction.UP, Measure.CONVERTERS, null),
    AVG_RATING(Kind.RATIO, Direction.UP, Measure.RATING_SUM, Measure.RATINGS),
    REVENUE_PER_USER(Kind.MEAN, Direction.UP, Measure.REVENUE, null),
    AVG_ORDER_VALUE(Kind.RATIO, Direction.UP, Measure.REVENUE, Measure.ORDERS),
    BOUNCE_RATE(Kind.RATIO, Direction.DOWN, Measure.BOUNCES, Measure.SESSIONS),
    CLICK_TO_CONVERSION(Kind.RATIO, Direction.UP, Measure.CONVERSIONS, Measure.CLICKS);

    /** What a metric is, statistically. */
    public enum Kind {
        /** Users with a property over users. */
        SHARE,
        /** A total over users. */
        MEAN,
        /** A total over another total. */
        RATIO
    }

    /** Which way is better. */
    public enum Direction {
        UP,
        DOWN
    }

    private final Kind kind;
    private final Direction direction;
    private final Measure numerator;
    private final @Nullable Measure denominator;

    Metric(Kind kind, Direction direction, Measure numerator, @Nullable Measure denominator) {
        this.kind = kind;
        this.direction = direction;
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** The metric of a name such as {@code conversion_rate}. */
    public static Optional<Metric> named(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.metricName().equals(name))
                .findFirst();
    }

    /** The name on the wire, such as {@code conversion_rate}. */
    public String metricName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    public Direction direction() {
        return direction;
    }

    public Measure numerator() {
        return numerator;
    }

    /** What the numerator is divided by; empty where that is the number of users. */
    public Optional<Measure> denominator() {
        return Optional.ofNullable(denominator);
    }
}
