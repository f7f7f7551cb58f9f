package io.splitstream.clickhouse.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The data of one INSERT on its way into the engine, apart from the statement: whatever it holds stays data.
 *
 * <p>One thread. {@link #append} blocks while the engine is behind. Closed without {@link #commit}, it is cancelled;
 * blocks that the engine had already written stay, as with any ClickHouse.
 */
public final class InsertStream implements AutoCloseable {
    private final ChdbLibrary library;
    private final Pointer stream;
    private final Memory buffer;
    private boolean finished;

    InsertStream(ChdbLibrary library, Pointer stream, int bufferBytes) {
        this.library = library;
        this.stream = stream;
        this.buffer = new Memory(bufferBytes);
    }

    /** Hands over {@code length} bytes of {@code data}, from its start. */
    public void append(byte[] data, int length) throws QueryException {
        for (int done = 0; done < length; ) {
            int part = (int) Math.min(buffer.size(), length - done);
            buffer.write(0, data, done, part);
            if (library.chdb_stream_append(stream, buffer, part) != 0) {
                throw failure("the engine takes no more data for this insert");
            }
            done += part;
        }
    }

    /** Writes what was appended; when this returns, the rows survive a kill of the process. */
    public Progress commit() throws QueryException {
        finished = true;
        try (ResultHandle result = new ResultHandle(library, library.chdb_stream_done(stream))) {
            result.throwIfFailed();
            return result.progress();
        }
    }

    private QueryException failure(String otherwise) {
        @Nullable Pointer error = library.chdb_stream_insert_error(stream);
        return QueryException.fromEngine(error == null ? otherwise : error.getString(0, "UTF-8"));
    }

    /** Refuses a stream that could not be opened. */
    void throwIfFailed() throws QueryException {
        if (library.chdb_stream_insert_error(stream) != null) {
            finished = true;
            throw failure("");
        }
    }

    @Override
    public void close() {
        if (!finished) {
            library.chdb_stream_cancel_insert(stream);
        }
        library.chdb_destroy_insert_stream(stream);
        buffer.close();
    }
}
