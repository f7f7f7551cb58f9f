package io.splitstream.api.surface.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.RequestRates;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.InMemoryReplays;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Callers;
import io.splitstream.api.surface.RefusingSurface;
import io.splitstream.api.surface.SignedTokens;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.contracts.identity.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports over HTTP, with something in ClickHouse's place whose pace and faults the test decides. */
class ExportsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] CHUNK = new byte[64 * 1024];

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Workers workers = new Workers("test", 4, 16, meters);
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<String> statement = new AtomicReference<>("");
    private final AtomicReference<@Nullable HttpServerRequest> asked = new AtomicReference<>();
    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean left = new AtomicBoolean();
    private Answering answering = response -> response.end("a,b\n1,2\n");
    private int port;

    private interface Answering {
        void answer(HttpServerResponse response);
    }

    @BeforeEach
    void listen() {
        HttpServer store = await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    asked.set(request);
                    statement.set(body.toString());
                    request.response().closeHandler(nothing -> left.set(true));
                    request.response().exceptionHandler(failure -> left.set(true));
                    answering.answer(request.response());
                }))
                .listen(0, "127.0.0.1"));
        Clock clock = Clock.systemUTC();
        Callers callers = new Callers(
                new Admission(new TokenVerifier(SignedTokens.SECRET, clock)), new RequestRates(1_000, clock));
        Exports exports = new Exports(
                vertx,
                new ApiSettings.ClickHouse("http://127.0.0.1:" + store.actualPort(), "writer", "secret"),
                new ApiSettings.Exports(1, Duration.ofMinutes(2)),
                new SurfaceContext(callers, new InMemoryReplays(), workers, workers, meters, clock));
        Exports.Ownership ownership = (workspace, experiment) -> workspace.equals("w1") && experiment.equals("e1")
                ? Outcome.done(experiment)
                : Outcome.refused(Refusal.Kind.EXPERIMENT_NOT_FOUND, "not there");
        Router router = Router.router(vertx);
        router.get("/exports/:view").handler(context -> exports.handle(context, ownership, new RefusingSurface()));
        port = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void close() {
        workers.close();
        await(vertx.close());
    }

    @Test
    void export_passesTheStoresAnswerOn_forTheCallersWorkspace() throws Exception {
        HttpResponse<String> answer = get("/exports/v_events?format=csv&experiment_id=e1&limit=5");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("a,b\n1,2\n");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"v_events.csv\"");
        HttpServerRequest request = Objects.requireNonNull(asked.get());
        assertThat(statement.get()).contains("FROM splitstream.v_events").contains("{workspace:String}");
        assertThat(request.getParam("param_workspace")).isEqualTo("w1");
        assertThat(request.getParam("param_experiment")).isEqualTo("e1");
        assertThat(request.getParam("param_limit")).isEqualTo("5");
        assertThat(request.getParam("max_execution_time")).isEqualTo("120");
        assertThat(request.getHeader("X-ClickHouse-User")).isEqualTo("writer");
    }

    @Test
    void export_ofAnExperimentOfOthers_asksTheStoreNothing() throws Exception {
        assertThat(get("/exports/v_events?experiment_id=e2").statusCode()).isEqualTo(400);
        assertThat(asked.get()).isNull();
    }

    @Test
    void export_thatTheStoreBreaksOff_isBrokenOff() throws Exception {
        answering = response -> response.setChunked(true).write("a,b\n1,2\n").onComplete(sent -> response.reset());

        assertThatThrownBy(() -> get("/exports/v_events")).isInstanceOf(IOException.class);
        assertFree();
    }

    @Test
    void export_thatTheStoreRefuses_isUnavailable() throws Exception {
        answering = response -> response.setStatusCode(500).end("Code: 241. DB::Exception: memory");

        assertThat(get("/exports/v_events").statusCode()).isEqualTo(503);
        assertFree();
    }

    @Test
    void export_ofACallerWhoDoesNotRead_holdsTheStoreBack_andEndsWithTheCaller() throws Exception {
        answering = response -> {
            response.setChunked(true);
            writeOn(response);
        };
        HttpResponse<InputStream> answer =
                http.send(request("/exports/v_events"), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body.read()).isZero();
            long before = -1;
            for (long now = written.get(); now != before; now = written.get()) {
                before = now;
                Thread.sleep(500);
            }
            assertThat(before).as("bytes under way while nobody reads").isLessThan(32 << 20);
            assertThat(get("/exports/v_events").statusCode())
                    .as("a second one while one runs")
                    .isEqualTo(503);
            body.skipNBytes(64 << 20);
            assertThat(written.get()).isGreaterThan(64 << 20);
        }
        until(left::get);
        assertFree();
    }

    /** Writes for as long as it is taken. */
    private void writeOn(HttpServerResponse response) {
        response.write(Buffer.buffer(CHUNK)).onSuccess(sent -> {
            written.addAndGet(CHUNK.length);
            writeOn(response);
        });
    }

    /** What ran has ended, and its place is free. */
    private void assertFree() throws Exception {
        answering = response -> response.end("x\n");
        until(() -> meters.get("splitstream_api_exports_running").gauge().value() == 0);
        assertThat(get("/exports/v_events?format=ndjson").body()).isEqualTo("x\n");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + SignedTokens.of("crew", "w1"))
                .timeout(PATIENCE)
                .build();
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
