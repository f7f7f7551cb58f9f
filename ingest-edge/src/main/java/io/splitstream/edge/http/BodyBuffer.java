package io.splitstream.edge.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a body. Grows with what came, not with what was announced, beyond a small first size. */
final class BodyBuffer {
    private static final int FIRST_BYTES = 64 << 10;

    private byte[] bytes;
    private int size;

    /**
     * @param announced the header {@code Content-Length}, or -1
     */
    BodyBuffer(long announced) {
        this.bytes = new byte[announced < 0 ? 1024 : (int) Math.min(FIRST_BYTES, announced)];
    }

    void append(ByteBuf chunk) {
        int length = chunk.readableBytes();
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
        }
        chunk.readBytes(bytes, size, length);
        size += length;
    }

    int size() {
        return size;
    }

    /** The body, which is not to be appended to any more. */
    byte[] toArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
