package io.splitstream.api.surface.sommos;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.surface.DocumentedAnswers;
import io.splitstream.api.surface.SurfaceClient;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.api.surface.UseCasesInMemory;
import io.splitstream.api.surface.export.Exports;
import io.splitstream.api.surface.live.LiveStreams;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller over their rate, over HTTP. */
class CallerRateTest {
    private static final String LIST = "/api/experiments";
    private static final int PER_SECOND = 3;

    private final Vertx vertx = Vertx.vertx();
    private final UseCasesInMemory useCases = new UseCasesInMemory(PER_SECOND);
    private final DocumentedAnswers document = new DocumentedAnswers(vertx, "openapi/sommos.yaml");
    private SurfaceClient client = new SurfaceClient(0, (who, method, path, reply) -> {});

    @BeforeEach
    void listen() {
        SurfaceContext context = useCases.context();
        SommosSurface surface = new SommosSurface(
                useCases.sommos(),
                context,
                new LiveStreams(vertx, context.reads(), context.callers(), context.clock()),
                new Exports(
                        vertx,
                        // Where nothing listens.
                        new ApiSettings.ClickHouse("http://127.0.0.1:1", "u", "p"),
                        new ApiSettings.Exports(1, Duration.ofMinutes(1)),
                        context));
        Router root = Router.router(vertx);
        root.route("/*").subRouter(await(surface.router(vertx, "")));
        HttpServer server = await(vertx.createHttpServer().requestHandler(root).listen(0, "127.0.0.1"));
        client = new SurfaceClient(
                server.actualPort(),
                (who, method, path, reply) -> document.check(method, path, reply.status(), reply.body()));
    }

    @AfterEach
    void close() {
        useCases.close();
        await(vertx.close());
    }

    @Test
    void overTheRate_isToldWhenToComeAgain_andOthersAreNotHeldUp() {
        SurfaceClient.Reply refused = client.get("admin", LIST);
        // A second of the clock may end in between.
        for (int i = 0; i < 20 * PER_SECOND && refused.status() == 200; i++) {
            refused = client.get("admin", LIST);
        }

        assertThat(refused.status()).isEqualTo(429);
        assertThat(new JsonObject(refused.body()).getJsonObject("error").getString("code"))
                .isEqualTo("RATE_LIMITED");
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertThat(refused.header("ratelimit-limit")).isEqualTo(String.valueOf(PER_SECOND));
        assertThat(refused.header("ratelimit-remaining")).isEqualTo("0");
        assertThat(refused.header("ratelimit-reset")).isEqualTo("1");
        assertThat(client.get("crew", LIST).status()).isEqualTo(200);
        assertThat(client.get("stranger", LIST).status()).isEqualTo(200);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
