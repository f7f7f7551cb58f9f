package io.splitstream.jobs.metrics.core;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A user's counted events of one type.
 *
 * @param count events
 * @param valued those of them that carry a value
 * @param sum of the values, ten-thousandths
 */
public record TypeTotals(String eventType, long count, long valued, BigInteger sum) {

    /** The totals of any type of which a user has no event. */
    static final TypeTotals NOTHING = new TypeTotals("", 0, 0, BigInteger.ZERO);

    static TypeTotals none(String eventType) {
        return new TypeTotals(eventType, 0, 0, BigInteger.ZERO);
    }

    TypeTotals with(@Nullable Long value) {
        return value == null
                ? new TypeTotals(eventType, count + 1, valued, sum)
                : new TypeTotals(eventType, count + 1, valued + 1, sum.add(BigInteger.valueOf(value)));
    }
}
