package io.splitstream.edge.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves {@code GET /metrics} on a port of its own, one scrape at a time. */
public final class MetricsEndpoint implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;

    /** Binds the port and starts serving. */
    public MetricsEndpoint(InetSocketAddress address, EdgeMetrics metrics) throws IOException {
        this.server = HttpServer.create(address, 16);
        server.createContext("/metrics", exchange -> answer(exchange, metrics));
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, EdgeMetrics metrics) throws IOException {
        try (exchange) {
            byte[] body = metrics.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
