package io.splitstream.benchmarks.load;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one user did. */
final class UserTally {
    private static final long SESSION_GAP_MILLIS = 30 * 60 * 1_000L;

    private int variantBits;
    private int impressions;
    private int clicks;
    private int conversions;
    private int orders;
    private int ratings;
    private BigDecimal revenue = BigDecimal.ZERO;
    private BigDecimal ratingSum = BigDecimal.ZERO;
    private int events;
    /** Per event: timestamp * 2, plus 1 for an impression. */
    private long[] moments = new long[4];

    /**
     * Counts an event.
     *
     * @return how many events there are now
     */
    int add(int variant, EventType type, @Nullable BigDecimal value, long timestamp) {
        variantBits |= 1 << variant;
        switch (type) {
            case IMPRESSION -> impressions++;
            case CLICK -> clicks++;
            case CONVERSION -> {
                conversions++;
                if (value != null) {
                    orders++;
                    revenue = revenue.add(value);
                }
            }
            case RATING -> {
                ratings++;
                if (value != null) {
                    ratingSum = ratingSum.add(value);
                }
            }
        }
        if (events == moments.length) {
            moments = Arrays.copyOf(moments, events * 2);
        }
        moments[events] = timestamp * 2 + (type == EventType.IMPRESSION ? 1 : 0);
        events++;
        return events;
    }

    /** The index of the variant that all events name; -1 if they name several. */
    int onlyVariant() {
        return Integer.bitCount(variantBits) == 1 ? Integer.numberOfTrailingZeros(variantBits) : -1;
    }

    int impressions() {
        return impressions;
    }

    int clicks() {
        return clicks;
    }

    int conversions() {
        return conversions;
    }

    int orders() {
        return orders;
    }

    BigDecimal revenue() {
        return revenue;
    }

    int ratings() {
        return ratings;
    }

    BigDecimal ratingSum() {
        return ratingSum;
    }

    /** Splits the user's events into sessions. */
    Sessions sessions() {
        long[] sorted = Arrays.copyOf(moments, events);
        Arrays.sort(sorted);
        int sessions = 0;
        int bounces = 0;
        int begin = 0;
        for (int index = 1; index <= events; index++) {
            if (index < events && sorted[index] / 2 - sorted[index - 1] / 2 <= SESSION_GAP_MILLIS) {
                continue;
            }
            sessions++;
            if (index - begin == 1 && sorted[begin] % 2 == 1) {
                bounces++;
            }
            begin = index;
        }
        return new Sessions(sessions, bounces);
    }

    /**
     * How a user's events split.
     *
     * @param count all sessions
     * @param bounces those whose only event is one impression
     */
    record Sessions(int count, int bounces) {}
}
