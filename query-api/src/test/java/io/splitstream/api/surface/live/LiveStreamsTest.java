package io.splitstream.api.surface.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.RequestRates;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Callers;
import io.splitstream.api.surface.RefusingSurface;
import io.splitstream.api.surface.SignedTokens;
import io.splitstream.api.surface.Surface;
import io.splitstream.contracts.identity.TokenVerifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JdkObsolete") // string buffers: written on an event loop, read by the test
class LiveStreamsTest {
    private static final int VIEWERS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Workers workers = new Workers("test", 24, 16, new SimpleMeterRegistry());
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Consumer<String> reading = experiment -> {};
    private final LiveSource source = (workspace, experiment) -> {
        reading.accept(experiment);
        return Outcome.done(new JsonObject().put("n", reads.incrementAndGet()).put("same", "text"));
    };
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(VIEWERS + 2));
    private int port;

    @BeforeEach
    void listen() {
        Clock clock = Clock.systemUTC();
        Callers callers = new Callers(
                new Admission(new TokenVerifier(SignedTokens.SECRET, clock)), new RequestRates(1_000, clock));
        LiveStreams streams = new LiveStreams(vertx, workers, callers, clock);
        Router router = Router.router(vertx);
        Surface surface = new RefusingSurface();
        router.get("/:experimentId/stream").handler(context -> streams.handle(context, source, surface));
        HttpServer server =
                await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        port = server.actualPort();
    }

    @AfterEach
    void close() {
        workers.close();
        await(vertx.close());
    }

    @Test
    void handle_fiveHundredViewers_readTheStoreOnceASecondTogether() throws InterruptedException {
        Instant began = Instant.now();
        List<StringBuffer> all = new ArrayList<>();
        all.add(watch(null));
        until(() -> all.get(0).indexOf("event: snapshot") >= 0);
        for (int i = 1; i < VIEWERS; i++) {
            all.add(watch(null));
        }
        until(() -> all.stream().allMatch(seen -> seen.indexOf("event: snapshot") >= 0));

        until(() -> all.stream().allMatch(seen -> seen.indexOf("event: delta") >= 0));

        long seconds = Duration.between(began, Instant.now()).toSeconds();
        assertThat(reads.get()).isLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    void handle_comingBackWithAnId_getsTheDeltasSinceAndNoSnapshot() throws InterruptedException {
        StringBuffer first = watch(null);
        until(() -> first.indexOf("event: delta") >= 0);
        String id = first.substring(first.indexOf("id: ") + 4, first.indexOf("\n"));

        StringBuffer second = watch(id);

        until(() -> second.indexOf("event: delta") >= 0);
        assertThat(second.toString()).doesNotContain("event: snapshot").doesNotContain("same");
    }

    @Test
    void handle_comingBackToAnotherExperiment_getsItsSnapshot() throws InterruptedException {
        StringBuffer first = watch(null);
        until(() -> first.indexOf("event: snapshot") >= 0);
        String id = first.substring(first.indexOf("id: ") + 4, first.indexOf("\n"));

        StringBuffer second = watch("exp_2", id);

        until(() -> second.indexOf("event: delta") >= 0);
        assertThat(second.toString()).contains("event: snapshot");
    }

    @Test
    void reads_ofManyExperiments_goRoundAndLeaveRoomForOthers() throws InterruptedException {
        Set<String> known = ConcurrentHashMap.newKeySet();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        reading = experiment -> {
            if (!known.add(experiment)) {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                atOnce.decrementAndGet();
            }
        };
        List<StringBuffer> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(watch("exp_" + i, null));
        }

        until(() -> all.stream().allMatch(seen -> seen.indexOf("event: delta") >= 0));
        assertThat(most.get()).isBetween(2, 8);
    }

    private StringBuffer watch(@Nullable String lastId) {
        return watch("exp_1", lastId);
    }

    private StringBuffer watch(String experimentId, @Nullable String lastId) {
        StringBuffer seen = new StringBuffer();
        client.request(HttpMethod.GET, port, "127.0.0.1", "/" + experimentId + "/stream")
                .compose(request -> send(request, lastId))
                .onSuccess(response -> response.handler(chunk -> seen.append(chunk.toString())));
        return seen;
    }

    private static Future<io.vertx.core.http.HttpClientResponse> send(
            HttpClientRequest request, @Nullable String lastId) {
        request.putHeader("authorization", "Bearer " + SignedTokens.of("crew", "w1"));
        if (lastId != null) {
            request.putHeader("last-event-id", lastId);
        }
        return request.send();
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
