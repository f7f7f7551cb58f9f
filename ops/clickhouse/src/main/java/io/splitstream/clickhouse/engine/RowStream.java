package io.splitstream.clickhouse.engine;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a SELECT, block by block, so that no more than a block is in memory at a time. One thread.
 *
 * <p>Each block comes as if it were a whole result: formats that have a header or a footer repeat them in every
 * block.
 */
public final class RowStream implements AutoCloseable {
    private final ChdbLibrary library;
    private final Pointer connection;
    private final ResultHandle stream;
    private @Nullable ResultHandle current;
    private Progress progress = Progress.NONE;
    private boolean ended;

    RowStream(ChdbLibrary library, Pointer connection, ResultHandle stream) {
        this.library = library;
        this.connection = connection;
        this.stream = stream;
    }

    /**
     * The next block, or null after the last.
     *
     * @return native memory that lives until the next call or {@link #close}
     */
    public @Nullable ByteBuffer next() throws QueryException {
        release();
        if (ended) {
            return null;
        }
        ResultHandle fetched =
                new ResultHandle(library, library.chdb_stream_fetch_result(connection, stream.pointer()));
        current = fetched;
        try {
            fetched.throwIfFailed();
        } catch (QueryException e) {
            ended = true; // the engine has dropped the query already
            throw e;
        }
        ByteBuffer bytes = fetched.bytes();
        if (!bytes.hasRemaining()) {
            ended = true;
            return null;
        }
        progress = progress.plus(fetched.progress());
        return bytes;
    }

    /** What was done for the blocks fetched so far. */
    public Progress progress() {
        return progress;
    }

    private void release() {
        ResultHandle done = current;
        if (done != null) {
            current = null;
            done.close();
        }
    }

    /** Stops the query if it has not ended. */
    @Override
    public void close() {
        release();
        if (!ended) {
            ended = true;
            library.chdb_stream_cancel_query(connection, stream.pointer());
        }
        stream.close();
    }
}
