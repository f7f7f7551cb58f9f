package io.splitstream.jobs.metrics.core;

/**
 * Fingerprints in an open-addressed table with linear probing, at most three quarters full.
 *
 * <p>Where a fingerprint lies among all numbers of 64 bits, there it lies in the table, so that a capacity need not be a
 * power of two (Lemire, "Fast random integer generation in an interval", 2019). A slot of 0 is empty; 0 is no fingerprint.
 */
final class FingerprintTable {
    private final long[] slots;
    private int size;

    private FingerprintTable(long[] slots, int size) {
        this.slots = slots;
        this.size = size;
    }

    /** An empty table for so many fingerprints; for none, it has no slot to speak of. */
    static FingerprintTable forSize(int fingerprints) {
        return new FingerprintTable(new long[Math.toIntExact(fingerprints * 4L / 3) + 1], 0);
    }

    /** A table for so many fingerprints that holds those of others, which have none in common. */
    static FingerprintTable of(int fingerprints, FingerprintTable... others) {
        FingerprintTable table = forSize(fingerprints);
        for (FingerprintTable other : others) {
            for (long fingerprint : other.slots) {
                if (fingerprint != 0) {
                    table.add(fingerprint);
                }
            }
        }
        return table;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return (size + 1) * 4L > slots.length * 3L;
    }

    boolean contains(long fingerprint) {
        return slots[slotOf(fingerprint)] != 0;
    }

    /** Adds a fingerprint, unless the table contains it. */
    void add(long fingerprint) {
        int slot = slotOf(fingerprint);
        if (slots[slot] != fingerprint) {
            slots[slot] = fingerprint;
            size++;
        }
    }

    /**
     * Writes the fingerprints, in no particular order, to {@code all} from an index on. Without a branch on what a slot
     * holds, which no processor guesses right: a checkpoint looks at every slot.
     */
    void copyInto(long[] all, int from) {
        int end = from + size;
        int next = from;
        for (int slot = 0; next < end; slot++) {
            long fingerprint = slots[slot];
            all[next] = fingerprint;
            next += fingerprint == 0 ? 0 : 1;
        }
    }

    FingerprintTable copy() {
        return new FingerprintTable(slots.clone(), size);
    }

    long slotBytes() {
        return (long) slots.length * Long.BYTES;
    }

    private int slotOf(long fingerprint) {
        int slot = (int) (((fingerprint >>> Integer.SIZE) * slots.length) >>> Integer.SIZE);
        while (slots[slot] != 0 && slots[slot] != fingerprint) {
            slot++;
            if (slot == slots.length) {
                slot = 0;
            }
        }
        return slot;
    }
}
