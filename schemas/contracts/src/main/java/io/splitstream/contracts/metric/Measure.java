package io.splitstream.contracts.metric;

/**
 * A number that every user of an experiment has: the total over the user's counted events.
 *
 * <p>The order of declaration is part of the row layout: new measures go to the end.
 */
public enum Measure {
    IMPRESSIONS(0),
    CLICKS(0),
    CONVERSIONS(0),
    /** 1 for a user with a conversion, else 0. */
    CONVERTERS(0),
    RATINGS(0),
    /** Sum of the ratings' values. */
    RATING_SUM(4),
    /** Conversions that carry a value. */
    ORDERS(0),
    /** Sum of the conversions' values. */
    REVENUE(4),
    SESSIONS(0),
    /** Sessions whose only event is one impression. */
    BOUNCES(0);

    private final int scale;

    Measure(int scale) {
        this.scale = scale;
    }

    /** Position among the first moments of a row, from 0. */
    @SuppressWarnings("EnumOrdinal") // the order of declaration is the layout
    public int index() {
        return ordinal();
    }

    /** Decimals that the integer total carries: 0 for counts, 4 for sums of values. */
    public int scale() {
        return scale;
    }
}
