package io.splitstream.clickhouse.http;

import com.sun.net.httpserver.HttpExchange;
import io.splitstream.clickhouse.access.Account;
import io.splitstream.clickhouse.access.Accounts;
import io.splitstream.clickhouse.access.SettingPolicy;
import io.splitstream.clickhouse.access.StatementPolicy;
import io.splitstream.clickhouse.engine.Engine;
import io.splitstream.clickhouse.engine.EngineSession;
import io.splitstream.clickhouse.engine.ErrorCode;
import io.splitstream.clickhouse.engine.InsertStream;
import io.splitstream.clickhouse.engine.Progress;
import io.splitstream.clickhouse.engine.QueryException;
import io.splitstream.clickhouse.engine.RowStream;
import io.splitstream.clickhouse.engine.SessionSpec;
import io.splitstream.clickhouse.engine.WholeResult;
import io.splitstream.clickhouse.sql.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a query from its authentication to the last byte of its result. Thread-safe; a request is one thread's. */
final class QueryHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);

    /** The largest result of a format that must be had whole, in the engine's memory and again as text. */
    private static final int MAX_WHOLE_BYTES = 8 << 20;

    /** How much of a refused body is read all the same, so that the client gets to reading why. */
    private static final int DRAINED_BYTES = 8 << 20;

    private static final int READ_BYTES = 64 * 1024;
    private static final String DEFAULT_FORMAT = "TabSeparated";

    private final Engine engine;
    private final Accounts accounts;
    private final SettingPolicy settingPolicy;
    private final StatementPolicy statementPolicy;
    private final String database;
    private final GatewayMetrics metrics;

    QueryHandler(
            Engine engine,
            Accounts accounts,
            SettingPolicy settingPolicy,
            StatementPolicy statementPolicy,
            String database,
            GatewayMetrics metrics) {
        this.engine = engine;
        this.accounts = accounts;
        this.settingPolicy = settingPolicy;
        this.statementPolicy = statementPolicy;
        this.database = database;
        this.metrics = metrics;
    }

    void handle(HttpExchange exchange) throws IOException {
        long started = System.nanoTime();
        Reply reply = new Reply(exchange, Optional.empty());
        int code = 0;
        try {
            UrlParameters parameters =
                    UrlParameters.parse(exchange.getRequestURI().getRawQuery());
            Account user = authenticate(exchange, parameters);
            QueryRequest request = QueryRequest.of(
                    user,
                    exchange.getRequestMethod().equals("POST"),
                    exchange.getRequestHeaders(),
                    parameters,
                    settingPolicy);
            reply = new Reply(exchange, request.replyCoding());
            answer(exchange, request, reply, started);
        } catch (QueryException e) {
            code = e.code();
            refuse(exchange, reply, e);
        } catch (CodingException e) {
            QueryException error = QueryException.of(ErrorCode.CANNOT_DECOMPRESS, String.valueOf(e.getMessage()));
            code = error.code();
            refuse(exchange, reply, error);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            code = ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES.number();
            reply.fail(QueryException.of(ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES, "The gateway is stopping"));
        } catch (RuntimeException e) {
            LOG.error("A request failed in the gateway itself", e);
            code = ErrorCode.STD_EXCEPTION.number();
            refuse(exchange, reply, QueryException.of(ErrorCode.STD_EXCEPTION, "The gateway failed: " + e));
        } finally {
            metrics.answered(code, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private static void refuse(HttpExchange exchange, Reply reply, QueryException error) throws IOException {
        if (!reply.isCommitted()) {
            InputStream body = exchange.getRequestBody();
            byte[] ignored = new byte[READ_BYTES];
            for (int drained = 0; drained < DRAINED_BYTES; ) {
                int read = body.read(ignored);
                if (read < 0) {
                    break;
                }
                drained += read;
            }
        }
        reply.fail(error);
    }

    private Account authenticate(HttpExchange exchange, UrlParameters parameters) throws QueryException {
        Optional<Credentials> credentials = Credentials.of(exchange.getRequestHeaders(), parameters);
        if (credentials.isEmpty()) {
            throw QueryException.of(
                    ErrorCode.REQUIRED_PASSWORD,
                    "No user given: send X-ClickHouse-User and X-ClickHouse-Key, or Basic authorization");
        }
        String name = credentials.get().user();
        return accounts.authenticate(name, credentials.get().password())
                .orElseThrow(() -> QueryException.of(
                        ErrorCode.AUTHENTICATION_FAILED,
                        "Authentication failed: password is incorrect, or there is no user with such name"));
    }

    private void answer(HttpExchange exchange, QueryRequest request, Reply reply, long started)
            throws QueryException, IOException, InterruptedException {
        reply.header("X-ClickHouse-Query-Id", request.queryId());
        reply.header("X-ClickHouse-Timezone", engine.timezone());
        StatementSource source = StatementSource.read(request.query(), body(exchange, request.bodyCodings()));
        Statement statement = source.statement();
        statementPolicy.check(request.account(), statement, request.parameters());
        if (statement instanceof Statement.Insert insert) {
            insert(request, insert, source.data(), reply, started);
        } else if (statement instanceof Statement.Query query) {
            query(request, query, reply, started);
        }
    }

    private static InputStream body(HttpExchange exchange, List<ContentCoding> codings) throws IOException {
        InputStream body = exchange.getRequestBody();
        for (ContentCoding coding : codings) {
            try {
                body = coding.decode(body);
            } catch (IOException e) {
                throw new CodingException("The body is not " + coding.headerName() + ": " + e.getMessage());
            }
        }
        return body;
    }

    private SessionSpec session(QueryRequest request, Statement statement, boolean whole) {
        Map<String, String> settings = new LinkedHashMap<>(settingPolicy.defaults(request.account()));
        settings.put("log_comment", request.queryId());
        if (whole) {
            settings.put("max_result_bytes", Integer.toString(MAX_WHOLE_BYTES));
        }
        settings.putAll(request.settings());
        if (request.account().readOnly()) {
            // In read-only mode the engine lets a SETTINGS clause only repeat what is set already.
            statement.settings().forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
        }
        return new SessionSpec(request.account().readOnly(), request.database().orElse(database), settings);
    }

    private void insert(QueryRequest request, Statement.Insert insert, InputStream data, Reply reply, long started)
            throws QueryException, IOException, InterruptedException {
        String format = insert.format().or(request::format).orElse("Values");
        try (EngineSession session = engine.session(session(request, insert, false))) {
            statementPolicy.check(
                    request.account(), insert.verb(), session.classify(insert.head() + " FORMAT " + format));
            try (InsertStream stream = session.insert(insert.head(), format, request.parameters())) {
                byte[] buffer = new byte[READ_BYTES];
                for (int read = data.read(buffer); read >= 0; read = data.read(buffer)) {
                    stream.append(buffer, read);
                }
                Progress progress = stream.commit();
                metrics.inserted(progress.writtenRows());
                reply.header("X-ClickHouse-Format", format);
                reply.finish(progress, System.nanoTime() - started);
            }
        }
    }

    private void query(QueryRequest request, Statement.Query query, Reply reply, long started)
            throws QueryException, IOException, InterruptedException {
        String name = query.format().or(request::format).orElse(DEFAULT_FORMAT);
        ResultFormat format = new ResultFormat(name);
        @Nullable BlockJoiner joiner = isStreamed(query) ? format.joiner().orElse(null) : null;
        reply.header("X-ClickHouse-Format", name);
        reply.header("Content-Type", format.contentType());
        try (EngineSession session = engine.session(session(request, query, joiner == null))) {
            statementPolicy.check(request.account(), query.verb(), session.classify(query.text()));
            if (joiner == null) {
                runWhole(session, request, query, name, reply, started);
            } else {
                runStreamed(session, request, query, name, joiner, reply, started);
            }
        }
    }

    /**
     * The engine streams SELECT alone. WITH TOTALS it streams in blocks that are not whole, so those that are joined
     * by their layout are not streamed either.
     */
    private static boolean isStreamed(Statement.Query query) {
        return (query.verb().equals("SELECT") || query.verb().equals("WITH")) && !query.totals();
    }

    private static void runStreamed(
            EngineSession session,
            QueryRequest request,
            Statement.Query query,
            String format,
            BlockJoiner joiner,
            Reply reply,
            long started)
            throws QueryException, IOException {
        try (RowStream rows = session.stream(query.text(), format, request.parameters())) {
            for (ByteBuffer block = rows.next(); block != null; block = rows.next()) {
                joiner.add(block, reply);
            }
            joiner.finish(reply);
            reply.finish(rows.progress(), System.nanoTime() - started);
        }
    }

    private static void runWhole(
            EngineSession session,
            QueryRequest request,
            Statement.Query query,
            String format,
            Reply reply,
            long started)
            throws QueryException, IOException {
        try (WholeResult result = session.run(query.text(), format, request.parameters())) {
            ByteBuffer bytes = result.bytes();
            if (bytes.remaining() > MAX_WHOLE_BYTES) {
                throw QueryException.of(
                        ErrorCode.TOO_MANY_ROWS_OR_BYTES,
                        "The result is " + bytes.remaining() + " bytes of " + format + ", of which at most "
                                + MAX_WHOLE_BYTES + " can be had; ask for a format that streams, such as JSONEachRow,"
                                + " CSVWithNames or RowBinaryWithNamesAndTypes, or for fewer rows");
            }
            Progress progress = result.progress();
            reply.write(bytes);
            reply.finish(progress, System.nanoTime() - started);
        }
    }
}
