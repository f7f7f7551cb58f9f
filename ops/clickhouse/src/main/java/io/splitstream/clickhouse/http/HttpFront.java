package io.splitstream.clickhouse.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.splitstream.clickhouse.access.Accounts;
import io.splitstream.clickhouse.access.SettingPolicy;
import io.splitstream.clickhouse.access.StatementPolicy;
import io.splitstream.clickhouse.engine.Engine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The listening side: queries, {@code /ping} and health on one port, {@code /metrics} on another.
 *
 * <p>A thread for each request that has begun to arrive, at most {@code threads}; beyond them connections are closed.
 * A connection between requests holds none. {@link #configure} must be called before the JVM's HTTP server is first
 * touched.
 */
public final class HttpFront {
    /** The engine's parser recurses; it checks the stack it is given. */
    private static final long STACK_BYTES = 4L << 20;

    private static final int BACKLOG = 256;

    private final HttpServer queries;
    private final HttpServer metrics;
    private final ExecutorService threads;

    private HttpFront(HttpServer queries, HttpServer metrics, ExecutorService threads) {
        this.queries = queries;
        this.metrics = metrics;
        this.threads = threads;
    }

    /**
     * Sets what the JDK's server reads from system properties.
     *
     * @param requestTime how long a request may take to arrive
     * @param replyTime how long its reply may take to leave, from its arrival on
     */
    public static void configure(Duration requestTime, Duration replyTime) {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else Nagle and delayed acks cost 40 ms a reply
        System.setProperty("sun.net.httpserver.maxReqTime", Long.toString(requestTime.toSeconds()));
        System.setProperty("sun.net.httpserver.maxRspTime", Long.toString(replyTime.toSeconds()));
        System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(1 << 20));
        System.setProperty("sun.net.httpserver.idleInterval", "60");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "200");
        System.setProperty("jdk.httpserver.maxConnections", "1000");
    }

    /** Listens at once. */
    public static HttpFront start(
            InetSocketAddress address,
            InetSocketAddress metricsAddress,
            int maxThreads,
            Engine engine,
            Accounts accounts,
            SettingPolicy settingPolicy,
            String database)
            throws IOException {
        GatewayMetrics metrics = new GatewayMetrics(engine);
        QueryHandler handler = new QueryHandler(
                engine,
                accounts,
                settingPolicy,
                new StatementPolicy(engine.tableFunctions(), settingPolicy),
                database,
                metrics);
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(0, maxThreads, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "http-" + number.incrementAndGet(), STACK_BYTES);
                    thread.setDaemon(true);
                    return thread;
                });
        HttpServer queries = HttpServer.create(address, BACKLOG);
        queries.setExecutor(threads);
        queries.createContext("/", exchange -> route(exchange, handler));
        queries.start();
        HttpServer scraped = HttpServer.create(metricsAddress, BACKLOG);
        scraped.createContext("/metrics", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            text(exchange, 200, metrics.scrape());
        });
        scraped.start();
        return new HttpFront(queries, scraped, threads);
    }

    private static void route(HttpExchange exchange, QueryHandler handler) throws IOException {
        exchange.getResponseHeaders().set("X-ClickHouse-Server-Display-Name", "splitstream");
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (path.equals("/") || path.isEmpty()) {
            boolean asks = method.equals("GET") && exchange.getRequestURI().getRawQuery() != null;
            if (method.equals("POST") || asks) {
                handler.handle(exchange);
            } else if (reads) {
                text(exchange, 200, "Ok.\n");
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, POST");
                text(exchange, 405, "Send queries by GET or POST\n");
            }
        } else if (reads && (path.equals("/ping") || path.startsWith("/health/"))) {
            text(exchange, 200, "Ok.\n"); // listening comes after the engine is open, so there is no unready state
        } else {
            text(exchange, 404, "There is no resource " + path + "; queries go to /\n");
        }
    }

    private static void text(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean headersOnly = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, headersOnly ? -1 : bytes.length);
        if (!headersOnly) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** The port that queries come in on. */
    public int port() {
        return queries.getAddress().getPort();
    }

    /** Stops listening and breaks off what is still under way. */
    public void stop() {
        queries.stop(0);
        metrics.stop(0);
        threads.shutdownNow();
    }
}
