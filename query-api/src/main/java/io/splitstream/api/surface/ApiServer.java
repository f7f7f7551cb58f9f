package io.splitstream.api.surface;

import io.splitstream.api.platform.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP port: health, forwarded event routes, the surfaces, their documents, and the page. */
public final class ApiServer {
    /** Where the sommos surface is beside the root. */
    static final String SOMMOS_BASE = "/sommos";

    private static final int IDLE_SECONDS = 75;

    private final Vertx vertx;
    private final Surface sommos;
    private final EdgeForwarding forwarding;
    private final Readiness readiness;
    private final Page page = new Page();
    private final ApiDocs docs = new ApiDocs(List.of("sommos"));
    private @Nullable HttpServer server;

    public ApiServer(Vertx vertx, Surface sommos, EdgeForwarding forwarding, Readiness readiness) {
        this.vertx = vertx;
        this.sommos = sommos;
        this.forwarding = forwarding;
        this.readiness = readiness;
    }

    /** Listens; completes once connections are accepted. */
    public Future<Void> start(String bind, int port) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(bind)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(16 * 1024)
                .setMaxInitialLineLength(8 * 1024)
                .setCompressionSupported(true);
        return Future.all(sommos.router(vertx, ""), sommos.router(vertx, SOMMOS_BASE))
                .compose(routers -> {
                    Router root = router(routers.resultAt(0), routers.resultAt(1));
                    HttpServer created = vertx.createHttpServer(options).requestHandler(root);
                    server = created;
                    return created.listen().mapEmpty();
                });
    }

    /** Accepts no more, and lets running requests end within a bound. */
    public Future<Void> stop(Duration bound) {
        HttpServer running = server;
        return running == null ? Future.succeededFuture() : running.shutdown(bound.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Router router(Router atRoot, Router atSommos) {
        Router router = Router.router(vertx);
        router.route(HttpMethod.GET, "/health/live")
                .handler(context -> new Answer(200, new JsonObject().put("status", "live")).send(context.response()));
        router.route(HttpMethod.GET, "/health/ready")
                .handler(context -> Future.fromCompletionStage(readiness.check(), vertx.getOrCreateContext())
                        .onSuccess(report -> ready(report).send(context.response())));
        docs.mount(router);
        forwarding.mount(router, "");
        forwarding.mount(router, SOMMOS_BASE);
        router.route(SOMMOS_BASE + "/*").subRouter(atSommos);
        router.route("/*").subRouter(atRoot);
        router.route(HttpMethod.GET, "/*").handler(page::handle);
        router.route().handler(context -> sommos.noRoute(
                        context.request().method().name(), context.request().path())
                .send(context.response()));
        router.route().failureHandler(this::failed);
        // A path that cannot be decoded comes to no route, and so to no route's failure handler.
        router.errorHandler(400, this::failed);
        return router;
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        sommos.failed(context.statusCode(), failure == null ? new IllegalStateException() : failure)
                .send(context.response());
    }

    private static Answer ready(Readiness.Report report) {
        JsonObject parts = new JsonObject();
        report.parts()
                .forEach((name, problem) -> parts.put(
                        name,
                        problem.isEmpty()
                                ? new JsonObject().put("ok", true)
                                : new JsonObject().put("ok", false).put("reason", problem)));
        return new Answer(
                report.isReady() ? 200 : 503,
                new JsonObject()
                        .put("status", report.isReady() ? "ready" : "not ready")
                        .put("parts", parts));
    }
}
