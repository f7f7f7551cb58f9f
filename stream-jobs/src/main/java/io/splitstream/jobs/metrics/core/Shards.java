package io.splitstream.jobs.metrics.core;

/**
 * Where a user's state and statistics live. Both functions are part of the format of state and rows: they never
 * change, and do not depend on parallelism.
 */
public final class Shards {
    /** Keys that all users are spread over. */
    public static final int COUNT = 16_384;

    /** Rows that the statistics of an experiment are spread over. */
    public static final int BUCKETS = 16;

    private static final int SHARD_BITS = 14;
    private static final long KEY_0 = 0x73706c6974737472L;
    private static final long KEY_1 = 0x65616d2e75736572L;

    private Shards() {}

    /** The shard of a user, from 0 to {@link #COUNT} - 1. */
    public static int of(String userId) {
        return (int) (new SipHash(KEY_0, KEY_1).text(userId).finish() >>> (Long.SIZE - SHARD_BITS));
    }

    /** The bucket of a shard's users, from 0 to {@link #BUCKETS} - 1. */
    public static int bucketOf(int shard) {
        return shard % BUCKETS;
    }
}
