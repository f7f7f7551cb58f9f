package io.splitstream.edge.admission;

/**
 * A rate with a burst of one second's worth. Safe for use by several threads.
 *
 * <p>What a request costs is known only once it is parsed, so a caller enters while anything is left and may then go
 * into debt by one request; the debt is waited off before the next.
 */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private double level;
    private long at;

    /**
     * @param now in nanoseconds, as in every method here: of a monotonic clock
     */
    TokenBucket(int perSecond, long now) {
        this.perSecond = perSecond;
        this.level = perSecond;
        this.at = now;
    }

    /** Pays an amount, if need be into debt. */
    synchronized void charge(int amount, long now) {
        refill(now);
        level -= amount;
    }

    /** Nanoseconds until something is left: 0 if something is left now. */
    synchronized long waitNanos(long now) {
        refill(now);
        return level >= 1 ? 0 : (long) ((1 - level) / perSecond * NANOS);
    }

    synchronized boolean isFull(long now) {
        refill(now);
        return level >= perSecond;
    }

    private void refill(long now) {
        level = Math.min(perSecond, level + Math.max(0, now - at) / NANOS * perSecond);
        at = now;
    }
}
