package io.splitstream.clickhouse.engine;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Owns one {@code chdb_result} and frees it when closed. One thread. */
final class ResultHandle implements AutoCloseable {
    private final ChdbLibrary library;
    private final Pointer pointer;

    ResultHandle(ChdbLibrary library, Pointer pointer) {
        this.library = library;
        this.pointer = pointer;
    }

    Pointer pointer() {
        return pointer;
    }

    void throwIfFailed() throws QueryException {
        Pointer error = library.chdb_result_error(pointer);
        if (error != null) {
            throw QueryException.fromEngine(error.getString(0, "UTF-8"));
        }
    }

    /** The bytes, in native memory that lives until this is closed. */
    ByteBuffer bytes() {
        @Nullable Pointer buffer = library.chdb_result_buffer(pointer);
        long length = library.chdb_result_length(pointer);
        return buffer == null || length == 0 ? ByteBuffer.allocate(0) : buffer.getByteBuffer(0, length);
    }

    Progress progress() {
        return new Progress(
                library.chdb_result_storage_rows_read(pointer),
                library.chdb_result_storage_bytes_read(pointer),
                library.chdb_result_rows_written(pointer),
                library.chdb_result_bytes_written(pointer),
                library.chdb_result_rows_read(pointer),
                library.chdb_result_bytes_read(pointer));
    }

    @Override
    public void close() {
        library.chdb_destroy_query_result(pointer);
    }
}
