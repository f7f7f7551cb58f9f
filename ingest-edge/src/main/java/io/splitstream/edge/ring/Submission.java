package io.splitstream.edge.ring;

import java.util.concurrent.atomic.AtomicInteger;

/** The admitted records of one request, as far as their fates go. Fates may come on any thread. */
public abstract class Submission {
    private final int records;
    private final long offeredAt;
    private final long deadline;
    private final AtomicInteger open;
    private final AtomicInteger notSent = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();

    /**
     * @param records one at least
     * @param offeredAt by {@link System#nanoTime()}: now
     * @param patienceNanos after which what was not sent yet is given up
     */
    protected Submission(int records, long offeredAt, long patienceNanos) {
        if (records < 1) {
            throw new IllegalArgumentException("records: " + records + " (expected: 1 or more)");
        }
        this.records = records;
        this.offeredAt = offeredAt;
        this.deadline = offeredAt + patienceNanos;
        this.open = new AtomicInteger(records);
    }

    /** Called once, when every record has its fate, on the thread that brought the last. */
    protected abstract void settled(Delivery delivery);

    /** How many records it has. */
    public int records() {
        return records;
    }

    /** When it was offered, by {@link System#nanoTime()}. */
    public long offeredAt() {
        return offeredAt;
    }

    /** Whether it is too late to send what was not sent yet. */
    public boolean isPast(long nanoTime) {
        return nanoTime - deadline > 0;
    }

    /** Says what became of one of the records. */
    public void settle(Fate fate) {
        settle(fate, 1);
    }

    /** Says what became of some of the records. */
    public void settle(Fate fate, int count) {
        switch (fate) {
            case ACKED -> {}
            case NOT_SENT -> notSent.addAndGet(count);
            case UNKNOWN -> unknown.addAndGet(count);
        }
        if (open.addAndGet(-count) == 0) {
            int refused = notSent.get();
            int lost = unknown.get();
            settled(new Delivery(records - refused - lost, refused, lost));
        }
    }
}
