package io.splitstream.api.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Event routes over HTTP, with something in the collector's place that keeps what it is told. */
class EdgeForwardingTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<@Nullable MultiMap> told = new AtomicReference<>();
    private final AtomicReference<String> path = new AtomicReference<>("");
    private int port;

    @BeforeEach
    void listen() {
        HttpServer edge = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    told.set(request.headers());
                    path.set(request.path());
                    request.response().setStatusCode(202).end();
                })
                .listen(0, "127.0.0.1"));
        Surfaces surfaces = Surfaces.of("/sommos", new RefusingSurface());
        EdgeForwarding forwarding =
                new EdgeForwarding(vertx, URI.create("http://127.0.0.1:" + edge.actualPort()), surfaces);
        Router router = Router.router(vertx);
        forwarding.mount(router, "/sommos");
        port = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void forwarded_request_namesTheHostThatWasAskedFor() throws Exception {
        post();

        assertThat(path).hasValue("/api/experiments/events");
        assertThat(told("Host")).isEqualTo("127.0.0.1:" + port);
        assertThat(told("X-Forwarded-For")).isEqualTo("127.0.0.1");
    }

    @Test
    void forwarded_requestOfAProxyOnThisMachine_isOfWhomItNamesLast() throws Exception {
        post("X-Forwarded-For", "203.0.113.9, 198.51.100.7");

        assertThat(told("X-Forwarded-For")).isEqualTo("198.51.100.7");
    }

    @Test
    void client_thatIsNotOfThisMachine_isThePeerWhateverItSays() {
        assertThat(EdgeForwarding.client("203.0.113.9", List.of("198.51.100.7")))
                .isEqualTo("203.0.113.9");
        assertThat(EdgeForwarding.client("2001:db8::1", List.of("::1"))).isEqualTo("2001:db8::1");
        assertThat(EdgeForwarding.client("::1", List.of("a", "b, 2001:db8::7"))).isEqualTo("2001:db8::7");
    }

    private void post(String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/sommos/api/experiments/events"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        assertThat(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(202);
    }

    private String told(String header) {
        return String.join(" | ", Objects.requireNonNull(told.get()).getAll(header));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
