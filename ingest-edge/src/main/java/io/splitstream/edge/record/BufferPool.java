package io.splitstream.edge.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Byte arrays to be used again, in sizes of 4 KiB times a power of four. Safe for use by several threads: one takes
 * what another gives back.
 *
 * <p>Keeps a bounded number of bytes; what is given back beyond is left to the garbage collector.
 */
public final class BufferPool {
    private static final int SMALLEST_BITS = 12;
    private static final int SIZES = 7;

    private final long mostKept;
    private final List<Deque<byte[]>> free = new ArrayList<>();
    private long kept;

    /**
     * @param mostKept bytes to keep for later, at least 0
     */
    public BufferPool(long mostKept) {
        if (mostKept < 0) {
            throw new IllegalArgumentException("mostKept: " + mostKept + " (expected: 0 or more)");
        }
        this.mostKept = mostKept;
        for (int size = 0; size < SIZES; size++) {
            free.add(new ArrayDeque<>());
        }
    }

    /** An array of at least so many bytes, its content whatever it was. */
    public byte[] take(int atLeast) {
        int size = sizeFor(atLeast);
        if (size == SIZES) {
            return new byte[atLeast];
        }
        synchronized (this) {
            byte[] known = free.get(size).pollLast();
            if (known != null) {
                kept -= known.length;
                return known;
            }
        }
        return new byte[1 << bits(size)];
    }

    /** Gives back an array that {@link #take} gave; whoever gives it back must not touch it any more. */
    public void giveBack(byte[] array) {
        int size = sizeFor(array.length);
        if (size == SIZES || array.length != 1 << bits(size)) {
            return;
        }
        synchronized (this) {
            if (kept + array.length <= mostKept) {
                kept += array.length;
                free.get(size).addLast(array);
            }
        }
    }

    /** Bytes that are kept now. */
    public synchronized long kept() {
        return kept;
    }

    private static int sizeFor(int bytes) {
        int size = 0;
        while (size < SIZES && 1 << bits(size) < bytes) {
            size++;
        }
        return size;
    }

    private static int bits(int size) {
        return SMALLEST_BITS + 2 * size;
    }
}
