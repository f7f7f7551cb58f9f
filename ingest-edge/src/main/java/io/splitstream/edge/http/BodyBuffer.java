package io.splitstream.edge.http;

import io.netty.buffer.ByteBuf;
import io.splitstream.edge.record.BufferPool;

/**
 * Collects a body in an array of a pool. Grows with what came, not with what was announced, beyond a small first size.
 * For one event loop.
 */
final class BodyBuffer {
    private static final int FIRST_BYTES = 64 << 10;
    private static final byte[] NOTHING = {};

    private final BufferPool pool;
    private byte[] bytes;
    private int size;

    /**
     * @param announced the header {@code Content-Length}, or -1
     */
    BodyBuffer(BufferPool pool, long announced) {
        this.pool = pool;
        this.bytes = pool.take(announced < 0 ? 1024 : (int) Math.min(FIRST_BYTES, announced));
    }

    void append(ByteBuf chunk) {
        int length = chunk.readableBytes();
        if (length > bytes.length - size) {
            byte[] larger = pool.take(size + length);
            System.arraycopy(bytes, 0, larger, 0, size);
            pool.giveBack(bytes);
            bytes = larger;
        }
        chunk.readBytes(bytes, size, length);
        size += length;
    }

    int size() {
        return size;
    }

    /** The body, in the first {@link #size} bytes; not to be looked at after {@link #release}. */
    byte[] bytes() {
        return bytes;
    }

    /** Gives the array back; the body is gone. */
    void release() {
        pool.giveBack(bytes);
        bytes = NOTHING;
        size = 0;
    }
}
