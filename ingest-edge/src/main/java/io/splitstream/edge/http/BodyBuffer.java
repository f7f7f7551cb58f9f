package io.splitstream.edge.http;

import io.netty.buffer.ByteBuf;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.record.BufferPool;

/**
 * Collects a body in an array of a pool, and reserves for it in a budget. Grows with what came, not with what was
 * announced: a head alone takes nothing. For one event loop.
 *
 * <p>An array that outlives the reading of a whole body is reserved as long as it is; else, from then on to the answer,
 * what counts is the body, of which the records are made that go to the log.
 */
final class BodyBuffer {
    private static final byte[] NOTHING = {};

    private final BufferPool pool;
    private final Budget budget;
    private byte[] bytes = NOTHING;
    private int size;
    private int reserved;

    BodyBuffer(BufferPool pool, Budget budget) {
        this.pool = pool;
        this.budget = budget;
    }

    /**
     * Adds a part.
     *
     * @param last whether the body is whole with it
     * @return whether the budget has room for it
     */
    boolean append(ByteBuf chunk, boolean last) {
        int length = chunk.readableBytes();
        if (length > bytes.length - size) {
            byte[] larger = pool.take(size + length);
            System.arraycopy(bytes, 0, larger, 0, size);
            pool.giveBack(bytes);
            bytes = larger;
        }
        chunk.readBytes(bytes, size, length);
        size += length;
        return last ? reserve(size) : reserveArray();
    }

    /** Reserves for all of the array, since it is going to wait; whether the budget has room for it. */
    boolean reserveArray() {
        return reserve(bytes.length);
    }

    /**
     * Puts what the body is once decoded in its place.
     *
     * @param plain an array of the pool, whose first {@code length} bytes it is; may be the body's own
     * @return whether the budget has room for it
     */
    boolean replace(byte[] plain, int length) {
        if (plain != bytes) {
            pool.giveBack(bytes);
            bytes = plain;
        }
        size = length;
        return reserve(size);
    }

    private boolean reserve(int atLeast) {
        if (atLeast > reserved) {
            if (!budget.tryReserve(atLeast - reserved)) {
                return false;
            }
            reserved = atLeast;
        }
        return true;
    }

    int size() {
        return size;
    }

    /** The body, in the first {@link #size} bytes; not to be looked at after {@link #release}. */
    byte[] bytes() {
        return bytes;
    }

    /** Gives the array back; the body's bytes stay reserved. */
    void release() {
        pool.giveBack(bytes);
        bytes = NOTHING;
        if (reserved > size) {
            budget.release(reserved - size);
            reserved = size;
        }
    }

    /** Gives back everything: the request is answered. */
    void settle() {
        size = 0;
        release();
    }
}
