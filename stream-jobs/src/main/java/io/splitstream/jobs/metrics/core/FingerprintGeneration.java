package io.splitstream.jobs.metrics.core;

import java.util.Arrays;

/**
 * The fingerprints of one day: an open-addressed table with linear probing, at most three quarters full.
 *
 * <p>A slot of 0 is empty; {@link FingerprintSet} never stores 0. From 11 to 22 bytes an id.
 */
final class FingerprintGeneration {
    private static final int FIRST_CAPACITY = 8;

    private final long day;
    private long[] slots;
    private int size;

    FingerprintGeneration(long day) {
        this(day, new long[FIRST_CAPACITY], 0);
    }

    private FingerprintGeneration(long day, long[] slots, int size) {
        this.day = day;
        this.slots = slots;
        this.size = size;
    }

    /** The generation of a day that holds some fingerprints. */
    static FingerprintGeneration of(long day, long[] fingerprints) {
        int capacity = FIRST_CAPACITY;
        while (isFull(fingerprints.length, capacity)) {
            capacity <<= 1;
        }
        FingerprintGeneration generation = new FingerprintGeneration(day, new long[capacity], 0);
        for (long fingerprint : fingerprints) {
            generation.add(fingerprint);
        }
        return generation;
    }

    long day() {
        return day;
    }

    int size() {
        return size;
    }

    boolean contains(long fingerprint) {
        return slots[slotOf(slots, fingerprint)] != 0;
    }

    void add(long fingerprint) {
        int slot = slotOf(slots, fingerprint);
        if (slots[slot] != 0) {
            return;
        }
        slots[slot] = fingerprint;
        size++;
        if (isFull(size, slots.length)) {
            grow();
        }
    }

    /** The fingerprints, in no particular order. */
    long[] fingerprints() {
        long[] all = new long[size];
        int next = 0;
        for (long fingerprint : slots) {
            if (fingerprint != 0) {
                all[next++] = fingerprint;
            }
        }
        return all;
    }

    FingerprintGeneration copy() {
        return new FingerprintGeneration(day, slots.clone(), size);
    }

    long slotBytes() {
        return (long) slots.length * Long.BYTES;
    }

    private void grow() {
        long[] larger = new long[slots.length << 1];
        Arrays.stream(slots)
                .filter(fingerprint -> fingerprint != 0)
                .forEach(fingerprint -> larger[slotOf(larger, fingerprint)] = fingerprint);
        slots = larger;
    }

    private static boolean isFull(int size, int capacity) {
        return size * 4L > capacity * 3L;
    }

    private static int slotOf(long[] slots, long fingerprint) {
        int mask = slots.length - 1;
        int slot = (int) fingerprint & mask;
        while (slots[slot] != 0 && slots[slot] != fingerprint) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
