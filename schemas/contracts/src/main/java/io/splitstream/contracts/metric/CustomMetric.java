package io.splitstream.contracts.metric;

import io.splitstream.contracts.metric.Measure.Quantity;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.Metric.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A metric that an experiment declares.
 *
 * <p>What a user's events of the type are made into, by aggregation: {@code COUNT} their number, {@code SUM} the sum of
 * their values, {@code UNIQUE_USERS} 1 if there is one, {@code MEAN} the sum of values over the number of values,
 * {@code QUANTILE} the sum of values, of whose distribution over users a quantile is taken.
 *
 * @param eventType of the events that it is made of
 * @param q which quantile, in (0, 1); null unless it is one
 * @param denominator {@link #USERS}, {@link #SESSIONS} or an event type whose events are counted; for a mean its own
 *     event type makes it one over values, {@link #USERS} one of the users' own means
 * @param cap what a user's number is held to in size, ten-thousandths; null if it is not
 * @param window milliseconds after the assignment during which events count; null if all count
 */
public record CustomMetric(
        String name,
        String eventType,
        Aggregation aggregation,
        @Nullable Double q,
        String denominator,
        Direction direction,
        @Nullable Long cap,
        @Nullable Long window) {
    /** Declared by one experiment at most. */
    public static final int MOST = 20;

    /** Quantiles among them at most: each keeps a histogram per variant. */
    public static final int MOST_QUANTILES = 5;

    /** The denominator of metrics per user. */
    public static final String USERS = "users";

    /** The denominator of metrics per session. */
    public static final String SESSIONS = "sessions";

    /** What the events of a user are made into. */
    public enum Aggregation {
        COUNT,
        SUM,
        MEAN,
        UNIQUE_USERS,
        QUANTILE
    }

    /** The event type that the denominator counts; null if it counts users or sessions. */
    @Nullable
    String countedType() {
        return denominator.equals(USERS) || denominator.equals(SESSIONS) ? null : denominator;
    }

    /** The metric in terms of measures. */
    public Metric metric() {
        return switch (aggregation) {
            case COUNT -> over(Kind.MEAN, measure(Quantity.COUNT));
            case SUM -> over(Kind.MEAN, measure(Quantity.SUM));
            case UNIQUE_USERS -> over(Kind.SHARE, measure(Quantity.ANY));
            case MEAN ->
                denominator.equals(eventType)
                        ? metric(Kind.RATIO, measure(Quantity.SUM), uncapped(Quantity.VALUED, eventType))
                        : over(Kind.MEAN, measure(Quantity.MEAN));
            case QUANTILE -> metric(Kind.QUANTILE, measure(Quantity.SUM), null);
        };
    }

    private Metric over(Kind perUser, Measure numerator) {
        return switch (denominator) {
            case USERS -> metric(perUser, numerator, null);
            case SESSIONS -> metric(Kind.RATIO, numerator, uncapped(Quantity.SESSIONS, ""));
            default -> metric(Kind.RATIO, numerator, uncapped(Quantity.COUNT, denominator));
        };
    }

    private Metric metric(Kind kind, Measure numerator, @Nullable Measure over) {
        return new Metric(name, kind, direction, numerator, over, q);
    }

    private Measure uncapped(Quantity quantity, String type) {
        return new Measure(quantity, type, null, window);
    }

    private Measure measure(Quantity quantity) {
        Measure whole = uncapped(quantity, eventType);
        return cap == null ? whole : new Measure(quantity, eventType, scaled(cap, whole.scale()), window);
    }

    /** A cap at a measure's scale, rounded down. */
    private static long scaled(long tenThousandths, int scale) {
        return scale == 0 ? Math.max(1, tenThousandths / 10_000) : tenThousandths;
    }
}
