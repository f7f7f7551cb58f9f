package io.splitstream.clickhouse.engine;

import java.nio.ByteBuffer;

/** A result held whole in native memory until closed. One thread. */
public final class WholeResult implements AutoCloseable {
    private final ResultHandle handle;

    WholeResult(ResultHandle handle) {
        this.handle = handle;
    }

    /** The bytes in the format asked for; valid until {@link #close}. */
    public ByteBuffer bytes() {
        return handle.bytes();
    }

    /** What was done. */
    public Progress progress() {
        return handle.progress();
    }

    @Override
    public void close() {
        handle.close();
    }
}
