package io.splitstream.clickhouse.engine;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code chdb.h} that the gateway uses; names are the library's own.
 *
 * <p>{@code size_t} is a {@code long}: 64-bit platforms only. Texts are UTF-8 with an explicit length and may hold
 * NUL.
 */
interface ChdbLibrary extends Library {
    /** Process-wide; 0 before the first connect leaves the JVM's own handlers in place. */
    void chdb_set_signal_handlers_enabled(int enabled);

    /** A pointer to the connection, or null; the reason is only in the engine's log. */
    @Nullable
    Pointer chdb_connect(int argumentCount, Pointer[] arguments);

    void chdb_close_conn(Pointer connectionPointer);

    /** 0 once no thread of the engine runs any more. */
    int chdb_shutdown();

    Pointer chdb_query_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer @Nullable [] names,
            long @Nullable [] nameLengths,
            Pointer @Nullable [] values,
            long @Nullable [] valueLengths,
            long count);

    Pointer chdb_stream_query_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer @Nullable [] names,
            long @Nullable [] nameLengths,
            Pointer @Nullable [] values,
            long @Nullable [] valueLengths,
            long count);

    Pointer chdb_stream_fetch_result(Pointer connection, Pointer stream);

    void chdb_stream_cancel_query(Pointer connection, Pointer stream);

    void chdb_destroy_query_result(Pointer result);

    Pointer chdb_stream_insert_with_params_n(
            Pointer connection,
            byte[] query,
            long queryLength,
            byte[] format,
            long formatLength,
            Pointer @Nullable [] names,
            long @Nullable [] nameLengths,
            Pointer @Nullable [] values,
            long @Nullable [] valueLengths,
            long count);

    int chdb_stream_append(Pointer stream, Pointer data, long length);

    Pointer chdb_stream_done(Pointer stream);

    void chdb_stream_cancel_insert(Pointer stream);

    @Nullable
    Pointer chdb_stream_insert_error(Pointer stream);

    void chdb_destroy_insert_stream(Pointer stream);

    @Nullable
    Pointer chdb_result_buffer(Pointer result);

    long chdb_result_length(Pointer result);

    long chdb_result_rows_read(Pointer result);

    long chdb_result_bytes_read(Pointer result);

    long chdb_result_storage_rows_read(Pointer result);

    long chdb_result_storage_bytes_read(Pointer result);

    long chdb_result_rows_written(Pointer result);

    long chdb_result_bytes_written(Pointer result);

    @Nullable
    Pointer chdb_result_error(Pointer result);

    /** Fills a {@code chdb_query_analysis_v1}: four uint32 of size, statement count, flags, class. */
    int chdb_classify_query_n(
            Pointer connection,
            byte[] sql,
            long sqlLength,
            @Nullable Pointer targetDatabase,
            long targetDatabaseLength,
            Pointer analysis);
}
