package io.splitstream.statistics;

/**
 * A closed interval of finite ends.
 *
 * @param lower at most {@code upper}
 * @param upper at least {@code lower}
 */
public record Interval(double lower, double upper) {
    public Interval {
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower > upper) {
            throw new IllegalArgumentException(
                    "interval: [" + lower + ", " + upper + "] (expected: finite ends in order)");
        }
    }

    static Interval around(double centre, double halfWidth) {
        return new Interval(centre - halfWidth, centre + halfWidth);
    }
}
