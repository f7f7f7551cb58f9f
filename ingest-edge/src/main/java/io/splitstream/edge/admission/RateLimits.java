package io.splitstream.edge.admission;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * A rate limit for each caller, in events a second, with a burst of one second's worth. Safe for use by several
 * threads.
 *
 * <p>Bounded: callers that have been quiet for a second are forgotten when there are many.
 */
public final class RateLimits {
    private static final int MAX_CALLERS = 10_000;

    private final int eventsPerSecond;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Caller, TokenBucket> buckets = new ConcurrentHashMap<>();

    /**
     * @param eventsPerSecond for each caller, at least 1
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RateLimits(int eventsPerSecond, LongSupplier nanoTime) {
        this.eventsPerSecond = eventsPerSecond;
        this.nanoTime = nanoTime;
    }

    /** The limit of each caller, in events a second. */
    public int eventsPerSecond() {
        return eventsPerSecond;
    }

    /** Nanoseconds until a caller may send again: 0 if it may now. */
    public long waitNanos(Caller caller) {
        TokenBucket bucket = buckets.get(caller);
        return bucket == null ? 0 : bucket.waitNanos(nanoTime.getAsLong());
    }

    /** Takes what a request's events cost. */
    public void charge(Caller caller, int events) {
        long now = nanoTime.getAsLong();
        if (buckets.size() >= MAX_CALLERS && !buckets.containsKey(caller)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
            if (buckets.size() >= MAX_CALLERS) {
                return;
            }
        }
        buckets.computeIfAbsent(caller, key -> new TokenBucket(eventsPerSecond, now))
                .charge(events, now);
    }

    /** Whom a limit is for. */
    public record Caller(String workspaceId, String subject) {}
}
