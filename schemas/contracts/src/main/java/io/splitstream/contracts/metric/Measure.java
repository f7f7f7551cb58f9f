package io.splitstream.contracts.metric;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number that every user of an experiment has: a total over the user's counted events, or what is known of the user.
 *
 * <p>Two measures of one content are one measure: a metric that counts clicks shares {@link #CLICKS}.
 *
 * @param quantity what is added up
 * @param eventType of the events it is about; empty where it is about no type
 * @param cap what a user's number is held to in size, at the quantity's scale; null where it is not
 * @param window milliseconds after the assignment during which events count; null where all count
 */
public record Measure(
        Quantity quantity,
        String eventType,
        @Nullable Long cap,
        @Nullable Long window) {
    public static final Measure IMPRESSIONS = of(Quantity.COUNT, "impression");
    public static final Measure CLICKS = of(Quantity.COUNT, "click");
    public static final Measure CONVERSIONS = of(Quantity.COUNT, "conversion");
    /** 1 for a user with a conversion, else 0. */
    public static final Measure CONVERTERS = of(Quantity.ANY, "conversion");

    public static final Measure RATINGS = of(Quantity.COUNT, "rating");
    /** Sum of the ratings' values. */
    public static final Measure RATING_SUM = of(Quantity.SUM, "rating");
    /** Conversions that carry a value. */
    public static final Measure ORDERS = of(Quantity.VALUED, "conversion");
    /** Sum of the conversions' values. */
    public static final Measure REVENUE = of(Quantity.SUM, "conversion");

    public static final Measure SESSIONS = of(Quantity.SESSIONS, "");
    /** Sessions whose only event is one impression. */
    public static final Measure BOUNCES = of(Quantity.BOUNCES, "");

    private static final Pattern FORM =
            Pattern.compile("([a-z]+)\\(([A-Za-z0-9_.:-]*)(?:,cap=([0-9]+))?(?:,window=([0-9]+))?\\)");

    public Measure {
        if ((cap != null && cap <= 0) || (window != null && window <= 0)) {
            throw new IllegalArgumentException("cap: " + cap + ", window: " + window + " (expected: over 0)");
        }
    }

    /** What a measure adds up. */
    public enum Quantity {
        /** Events of the type. */
        COUNT(0),
        /** 1 for a user with an event of the type, else 0. */
        ANY(0),
        /** Events of the type that carry a value. */
        VALUED(0),
        /** The values of the type's events. */
        SUM(4),
        /** The user's own mean of the type's values, rounded half to even; 0 without any. */
        MEAN(4),
        /** Events parted by gaps of over 30 minutes. */
        SESSIONS(0),
        /** Sessions whose only event is one impression. */
        BOUNCES(0),
        /** 1 for a user whose window has closed, else 0. */
        MATURED(0),
        /** The user's covariate, known before exposure; 0 where it is not. */
        COVARIATE(4);

        private final int scale;

        Quantity(int scale) {
            this.scale = scale;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A measure without cap and window. */
    public static Measure of(Quantity quantity, String eventType) {
        return new Measure(quantity, eventType, null, null);
    }

    /** The users whose window of a length has closed. */
    public static Measure matured(long window) {
        return new Measure(Quantity.MATURED, "", null, window);
    }

    /** The covariate of all users, or of those whose window has closed. */
    public static Measure covariate(@Nullable Long window) {
        return new Measure(Quantity.COVARIATE, "", null, window);
    }

    /** Decimals that the integer total carries: 0 for counts, 4 for values. */
    public int scale() {
        return quantity.scale;
    }

    /** The measure as text, such as {@code sum(purchase,cap=5000000,window=86400000)}. */
    public String text() {
        return quantity.word()
                + "(" + eventType
                + (cap == null ? "" : ",cap=" + cap)
                + (window == null ? "" : ",window=" + window)
                + ")";
    }

    /**
     * The measure of a text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Measure parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("measure: " + text + " (expected: such as count(click))");
        }
        return new Measure(
                Quantity.valueOf(Objects.requireNonNull(parts.group(1)).toUpperCase(Locale.ROOT)),
                Objects.requireNonNull(parts.group(2)).intern(),
                number(parts.group(3)),
                number(parts.group(4)));
    }

    private static @Nullable Long number(@Nullable String digits) {
        return digits == null ? null : Long.valueOf(digits);
    }
}
