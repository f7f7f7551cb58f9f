package io.splitstream.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery to a server that misbehaves on purpose. */
class EventSenderTest {
    private static final LoadTarget TARGET = new LoadTarget("exp_1", List.of("a", "b"));

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void send_firstAttemptsFail_repeatsTheSameBodyUntilAcknowledged() throws InterruptedException {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (attempts.computeIfAbsent(body, any -> new AtomicInteger()).incrementAndGet()) {
                case 1 -> exchange.close();
                case 2 -> answer(exchange, 503);
                case 3 -> answer(exchange, 429);
                default -> answer(exchange, 202);
            }
        });
        List<LoadEvent> acknowledged = new ArrayList<>();

        SendReport report = sender(Duration.ofSeconds(30))
                .send(generator(300), RouteMix.only(Route.BATCH), 1, (request, nanoTime) -> {
                    synchronized (acknowledged) {
                        acknowledged.addAll(request.events());
                    }
                });

        assertThat(report.requests()).isEqualTo(3);
        assertThat(report.events()).isEqualTo(300);
        assertThat(report.retries()).isEqualTo(9);
        assertThat(acknowledged).hasSize(300);
        assertThat(attempts).hasSize(3).allSatisfy((body, count) -> assertThat(count)
                .hasValue(4));
    }

    @Test
    void send_refusedForGood_endsNamingStatusAndBody() {
        server.createContext("/", exchange -> answer(exchange, 400));

        assertThatThrownBy(() -> sender(Duration.ofSeconds(30))
                        .send(generator(10), RouteMix.only(Route.COLLECT), 1, AckListener.NONE))
                .isInstanceOf(SendFailedException.class)
                .hasMessageContaining("status 400, answered 400");
    }

    @Test
    void send_neverAcknowledged_endsWhenPatienceDoes() {
        server.createContext("/", exchange -> answer(exchange, 503));

        assertThatThrownBy(() -> sender(Duration.ofMillis(200))
                        .send(generator(10), RouteMix.only(Route.COLLECT), 1, AckListener.NONE))
                .isInstanceOf(SendFailedException.class)
                .hasMessageContaining("did not acknowledge within PT0.2S");
    }

    private EventSender sender(Duration patience) {
        URI edge = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new EventSender(new SenderSettings(edge, "token", 4, Duration.ofSeconds(5), patience));
    }

    private static EventGenerator generator(long events) {
        return new EventGenerator(
                LoadPlan.of(7, events, 20, Instant.parse("2026-03-01T12:00:00Z"))
                        .withCopyShare(0),
                List.of(TARGET));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = ("answered " + status).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
