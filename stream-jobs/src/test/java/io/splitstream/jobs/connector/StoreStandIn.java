package io.splitstream.jobs.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes inserts as ClickHouse's HTTP interface does, and can be told to refuse them. */
public final class StoreStandIn implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Insert> inserts = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    private StoreStandIn(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static StoreStandIn start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        StoreStandIn store = new StoreStandIn(server);
        server.createContext("/", store::answer);
        server.setExecutor(store.threads);
        server.start();
        return store;
    }

    /** Where it is. */
    public ClickHouseAddress address() {
        return new ClickHouseAddress("http://127.0.0.1:" + server.getAddress().getPort(), "writer", "password");
    }

    /** Whether inserts are refused from now on. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** The table of each insert taken, in order. */
    public List<String> tables() {
        return inserts.stream().map(Insert::table).toList();
    }

    /** What each insert taken holds, in order. */
    public List<Insert> inserts() {
        return List.copyOf(inserts);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        byte[] rows = exchange.getRequestBody().readAllBytes();
        if (refusing) {
            byte[] error = "Code: 252. DB::Exception: too many parts".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-ClickHouse-Exception-Code", "252");
            exchange.sendResponseHeaders(500, error.length);
            exchange.getResponseBody().write(error);
        } else {
            inserts.add(Insert.of(query, rows));
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }

    /**
     * Rows that were taken.
     *
     * @param columns that each row has, in their order in it
     * @param rows their bytes, in hexadecimal digits
     */
    public record Insert(String table, List<String> columns, String rows) {
        private static final Pattern STATEMENT =
                Pattern.compile("INSERT INTO (?:\\S+\\.)?`?(\\w+)`? \\(([^)]*)\\) FORMAT RowBinary");

        private static Insert of(String query, byte[] rows) {
            Matcher statement = STATEMENT.matcher(query);
            if (!statement.find()) {
                throw new IllegalArgumentException("no insert of rows: " + query);
            }
            return new Insert(
                    statement.group(1),
                    List.of(statement.group(2).replace("`", "").strip().split(", ?")),
                    HexFormat.of().formatHex(rows));
        }
    }
}
