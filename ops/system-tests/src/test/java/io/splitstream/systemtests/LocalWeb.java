package io.splitstream.systemtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web on loopback: pages, and hooks that answer as they are told and keep what they get. */
final class LocalWeb implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, List<Message>> received = new ConcurrentHashMap<>();

    private LocalWeb(HttpServer server) {
        this.server = server;
    }

    /** A request to a hook. */
    record Message(Map<String, String> headers, String body) {}

    /** What a hook does with a message. */
    @FunctionalInterface
    interface Reply {
        /**
         * The status to answer; 0 to answer never.
         *
         * @param number of the message at this hook, from 1
         */
        int status(int number);
    }

    static LocalWeb start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LocalWeb web = new LocalWeb(server);
        server.setExecutor(web.threads);
        server.start();
        return web;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void page(String path, String html) {
        server.createContext(path, exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)) {
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                byte[] body = html.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
    }

    void hook(String path, Reply reply) {
        received.put(path, new CopyOnWriteArrayList<>());
        server.createContext(path, exchange -> take(path, reply, exchange));
    }

    List<Message> received(String path) {
        return List.copyOf(received.getOrDefault(path, List.of()));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(String path, Reply reply, HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        List<Message> messages = received.getOrDefault(path, new CopyOnWriteArrayList<>());
        messages.add(new Message(headers, body));
        int status = reply.status(messages.size());
        try {
            if (status == 0) {
                closing.await();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (status >= 300 && status < 400) {
            exchange.getResponseHeaders().add("Location", url("/elsewhere"));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
