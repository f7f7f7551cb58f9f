package io.splitstream.jobs.connector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes inserts as ClickHouse's HTTP interface does, and can be told to refuse them. */
public final class StoreStandIn implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> inserts = new CopyOnWriteArrayList<>();
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
        return List.copyOf(inserts);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (refusing) {
            byte[] error = "Code: 252. DB::Exception: too many parts".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-ClickHouse-Exception-Code", "252");
            exchange.sendResponseHeaders(500, error.length);
            exchange.getResponseBody().write(error);
        } else {
            inserts.add((query + body).replaceAll("(?s).*INSERT INTO [`.\\w]*?`?(\\w+)`? .*", "$1"));
            exchange.sendResponseHeaders(200, -1);
        }
        exchange.close();
    }
}
