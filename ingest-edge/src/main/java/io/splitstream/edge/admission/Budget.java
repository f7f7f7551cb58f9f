package io.splitstream.edge.admission;

import java.util.concurrent.atomic.AtomicLong;

/** A bounded amount of something, of which parts are reserved and released. Safe for use by several threads. */
public final class Budget {
    private final long total;
    private final AtomicLong reserved = new AtomicLong();

    /**
     * @param total at least 1
     */
    public Budget(long total) {
        if (total < 1) {
            throw new IllegalArgumentException("total: " + total + " (expected: 1 or more)");
        }
        this.total = total;
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

    /** Whether nothing is left. */
    public boolean isExhausted() {
        return reserved.get() >= total;
    }

    /** How much is reserved now. */
    public long reserved() {
        return reserved.get();
    }
}
