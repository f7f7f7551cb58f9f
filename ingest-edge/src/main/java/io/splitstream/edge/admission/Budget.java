package io.splitstream.edge.admission;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A bounded amount of something, of which parts are reserved and released. Safe for use by several threads. */
public final class Budget {
    private final long total;
    private final LongSupplier advised;
    private final AtomicLong reserved = new AtomicLong();

    /**
     * @param total at least 1
     */
    public Budget(long total) {
        this(total, () -> total);
    }

    /**
     * @param total at least 1
     * @param advised at which it counts as {@linkplain #isExhausted exhausted}, where that is less than the total
     */
    public Budget(long total, LongSupplier advised) {
        if (total < 1) {
            throw new IllegalArgumentException("total: " + total + " (expected: 1 or more)");
        }
        this.total = total;
        this.advised = advised;
    }

    /** Reserves an amount if that much is left. */
    public boolean tryReserve(long amount) {
        long before = reserved.getAndAdd(amount);
        if (before + amount > total) {
            reserved.addAndGet(-amount);
            return false;
        }
        return true;
    }

    /** Gives back what was reserved. */
    public void release(long amount) {
        long left = reserved.addAndGet(-amount);
        if (left < 0) {
            throw new IllegalStateException("released " + amount + " with only " + (left + amount) + " reserved");
        }
    }

    /** Whether nothing is left, or nothing more ought to be taken. */
    public boolean isExhausted() {
        return reserved.get() >= Math.min(total, advised.getAsLong());
    }

    /** How much is reserved now. */
    public long reserved() {
        return reserved.get();
    }
}
