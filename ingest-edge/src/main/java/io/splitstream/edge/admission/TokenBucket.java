package io.splitstream.edge.admission;

/**
 * A rate with a burst of one second's worth. Safe for use by several threads.
 *
 * <p>What a request costs is known only once it is parsed, so a caller enters while anything is left and may then go
 * into debt by one request; the debt is waited off before the next. Counts in billionths of an event, so that a
 * nanosecond's worth is a whole number.
 */
final class TokenBucket {
    private static final long EVENT = 1_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final long perNano;
    private long level;
    private long at;

    /**
     * A full bucket.
     *
     * @param perSecond 1 to a billion
     * @param now in nanoseconds, as in every method here: of a monotonic clock
     */
    TokenBucket(int perSecond, long now) {
        this.perNano = perSecond;
        this.level = perSecond * EVENT;
        this.at = now;
    }

    /** Pays an amount, if need be into debt. */
    synchronized void charge(int amount, long now) {
        refill(now);
        level -= amount * EVENT;
    }

    /** Nanoseconds until something is left: 0 if something is left now. */
    synchronized long waitNanos(long now) {
        refill(now);
        return level >= EVENT ? 0 : (EVENT - level + perNano - 1) / perNano;
    }

    synchronized boolean isFull(long now) {
        refill(now);
        return level >= perNano * SECOND;
    }

    private void refill(long now) {
        long elapsed = Math.max(0, now - at);
        long most = perNano * SECOND;
        long missing = most - level;
        level = elapsed >= missing / perNano + 1 ? most : level + elapsed * perNano;
        at = now;
    }
}
