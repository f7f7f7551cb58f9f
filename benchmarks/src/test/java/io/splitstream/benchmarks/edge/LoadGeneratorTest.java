package io.splitstream.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final byte[] BODY = "{\"some\":\"body\"}".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger served = new AtomicInteger();
    private final RequestSet requests = new RequestSet(1, List.of(EdgeLoad.post("/", "t", "text/plain", "", BODY)));
    private volatile int status = 202;
    private volatile long stallMillis;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            served.incrementAndGet();
            pause();
            exchange.sendResponseHeaders(status, status == 204 ? -1 : BODY.length);
            if (status != 204) {
                exchange.getResponseBody().write(BODY);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void open_serverThatStalls_isChargedForWhatItKeptWaiting() throws InterruptedException {
        stallMillis = 100;
        try (LoadGenerator load = new LoadGenerator(server.getAddress().getPort(), 1)) {
            LoadOutcome outcome = load.open(requests, 50, Duration.ofSeconds(1));

            // One connection takes 100 ms a request, and one is due each 20 ms: the last waits for seconds.
            assertThat(outcome.acceptedMicros().getTotalCount()).isEqualTo(50);
            assertThat(outcome.p99Millis()).isGreaterThan(3_000);
        }
    }

    @Test
    void closed_refusalsAndNoContent_areToldApart() throws InterruptedException {
        try (LoadGenerator load = new LoadGenerator(server.getAddress().getPort(), 2)) {
            status = 204;
            LoadOutcome accepted = load.closed(requests, 2, Duration.ofMillis(300));
            status = 503;
            LoadOutcome refused = load.closed(requests, 2, Duration.ofMillis(300));

            assertThat(accepted.accepted()).isPositive();
            assertThat(accepted.refused() + accepted.failed()).isZero();
            assertThat(refused.refused()).isPositive();
            assertThat(refused.accepted() + refused.failed() + refused.unanswered())
                    .isZero();
        }
    }

    private void pause() {
        try {
            Thread.sleep(stallMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
