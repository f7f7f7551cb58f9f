package io.splitstream.clickhouse.engine;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One connection to the engine, made for one request. One thread, one statement at a time.
 *
 * <p>What it opens must be closed before it.
 */
public final class EngineSession implements AutoCloseable {
    private static final int ANALYSIS_BYTES = 16;
    private static final int INSERT_BUFFER_BYTES = 256 * 1024;
    private static final byte[] NO_FORMAT = "TabSeparated".getBytes(StandardCharsets.UTF_8);

    private final ChdbLibrary library;
    private final Pointer connectionPointer;
    private final Pointer connection;
    private final Runnable onClose;

    EngineSession(ChdbLibrary library, Pointer connectionPointer, Runnable onClose) {
        this.library = library;
        this.connectionPointer = connectionPointer;
        this.connection = connectionPointer.getPointer(0);
        this.onClose = onClose;
    }

    /** Asks the engine's parser what {@code sql} is; runs nothing. */
    public StatementFacts classify(String sql) {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        try (Memory analysis = new Memory(ANALYSIS_BYTES)) {
            analysis.clear();
            analysis.setInt(0, ANALYSIS_BYTES);
            if (library.chdb_classify_query_n(connection, text, text.length, null, 0, analysis) != 0) {
                return new StatementFacts(0, StatementFacts.Effect.UNKNOWN);
            }
            return StatementFacts.of(analysis.getInt(4), analysis.getInt(12));
        }
    }

    /** Starts a SELECT whose result comes block by block. */
    public RowStream stream(String sql, String format, Map<String, String> parameters) throws QueryException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
        try (QueryParameters bound = new QueryParameters(parameters)) {
            ResultHandle stream = new ResultHandle(
                    library,
                    library.chdb_stream_query_with_params_n(
                            connection,
                            text,
                            text.length,
                            formatName,
                            formatName.length,
                            bound.names,
                            bound.nameLengths,
                            bound.values,
                            bound.valueLengths,
                            bound.count));
            try {
                stream.throwIfFailed();
            } catch (QueryException e) {
                stream.close();
                throw e;
            }
            return new RowStream(library, connection, stream);
        }
    }

    /** Runs a statement to its end and holds the whole result. */
    public WholeResult run(String sql, String format, Map<String, String> parameters) throws QueryException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
        try (QueryParameters bound = new QueryParameters(parameters)) {
            ResultHandle result = new ResultHandle(
                    library,
                    library.chdb_query_with_params_n(
                            connection,
                            text,
                            text.length,
                            formatName,
                            formatName.length,
                            bound.names,
                            bound.nameLengths,
                            bound.values,
                            bound.valueLengths,
                            bound.count));
            try {
                result.throwIfFailed();
            } catch (QueryException e) {
                result.close();
                throw e;
            }
            return new WholeResult(result);
        }
    }

    /** Runs a statement whose result is not wanted. */
    void execute(String sql) throws QueryException {
        byte[] text = sql.getBytes(StandardCharsets.UTF_8);
        try (ResultHandle result = new ResultHandle(
                library,
                library.chdb_query_with_params_n(
                        connection, text, text.length, NO_FORMAT, NO_FORMAT.length, null, null, null, null, 0))) {
            result.throwIfFailed();
        }
    }

    /**
     * Opens an INSERT.
     *
     * @param head the statement up to, and without, its FORMAT or VALUES
     * @param format the format of the data
     */
    public InsertStream insert(String head, String format, Map<String, String> parameters) throws QueryException {
        byte[] text = head.getBytes(StandardCharsets.UTF_8);
        byte[] formatName = format.getBytes(StandardCharsets.UTF_8);
        try (QueryParameters bound = new QueryParameters(parameters)) {
            InsertStream stream = new InsertStream(
                    library,
                    library.chdb_stream_insert_with_params_n(
                            connection,
                            text,
                            text.length,
                            formatName,
                            formatName.length,
                            bound.names,
                            bound.nameLengths,
                            bound.values,
                            bound.valueLengths,
                            bound.count),
                    INSERT_BUFFER_BYTES);
            try {
                stream.throwIfFailed();
            } catch (QueryException e) {
                stream.close();
                throw e;
            }
            return stream;
        }
    }

    @Override
    public void close() {
        library.chdb_close_conn(connectionPointer);
        onClose.run();
    }
}
