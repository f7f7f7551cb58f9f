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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The HTTP port: health, forwarded event routes, the surfaces, their documents, and the page. */
public final class ApiServer {
    private static final int IDLE_SECONDS = 75;

    private final Vertx vertx;
    private final Surfaces surfaces;
    private final EdgeForwarding forwarding;
    private final Readiness readiness;
    private final Callers callers;
    private final Page page = new Page();
    private final ApiDocs docs = new ApiDocs(List.of("sommos", "studies", "abtestbot", "flows"));
    private @Nullable HttpServer server;

    /**
     * Does not listen yet.
     *
     * @param callers who knows which surface a caller's token asks for
     */
    public ApiServer(Vertx vertx, Surfaces surfaces, EdgeForwarding forwarding, Readiness readiness, Callers callers) {
        this.callers = callers;
        this.vertx = vertx;
        this.surfaces = surfaces;
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
        List<Future<Router>> atRoot = surfaces.all().stream()
                .map(surface -> surface.router(vertx, ""))
                .toList();
        List<Future<Router>> atBases = surfaces.bases().stream()
                .map(base -> surfaces.at(base).router(vertx, base))
                .toList();
        return Future.all(atRoot).compose(done -> Future.all(atBases)).compose(done -> {
            Router root = router(results(atRoot), results(atBases));
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

    private static List<Router> results(List<Future<Router>> routers) {
        return routers.stream().map(Future::result).toList();
    }

    private Router router(List<Router> atRoot, List<Router> atBases) {
        Router router = Router.router(vertx);
        router.route(HttpMethod.GET, "/health/live")
                .handler(context -> new Answer(200, new JsonObject().put("status", "live")).send(context.response()));
        router.route(HttpMethod.GET, "/health/ready")
                .handler(context -> Future.fromCompletionStage(readiness.check(), vertx.getOrCreateContext())
                        .onSuccess(report -> ready(report).send(context.response())));
        docs.mount(router);
        forwarding.mount(router, "");
        for (int i = 0; i < atBases.size(); i++) {
            String base = surfaces.bases().get(i);
            forwarding.mount(router, base);
            router.route(base + "/*").subRouter(atBases.get(i));
        }
        mountAtRoot(router, atRoot);
        router.route(HttpMethod.GET, "/*").handler(page::handle);
        router.route().handler(context -> {
            String path = context.request().path();
            surfaces.speakingFor(path)
                    .noRoute(context.request().method().name(), path)
                    .send(context.response());
        });
        router.route().failureHandler(this::failed);
        // A path that cannot be decoded comes to no route, and so to no route's failure handler.
        router.errorHandler(400, this::failed);
        return router;
    }

    /** Those that tokens ask for come first, for they answer some of the paths that others have too. */
    private void mountAtRoot(Router router, List<Router> atRoot) {
        for (int i = 0; i < atRoot.size(); i++) {
            Router routes = atRoot.get(i);
            Surface surface = surfaces.all().get(i);
            surface.claim().ifPresent(claim -> router.route("/*")
                    .handler(context -> choose(surface, claim, context, routes::handleContext))
                    .failureHandler(context -> choose(surface, claim, context, routes::handleFailure)));
        }
        for (int i = 0; i < atRoot.size(); i++) {
            if (surfaces.all().get(i).claim().isEmpty()) {
                router.route("/*").subRouter(atRoot.get(i));
            }
        }
    }

    private void choose(Surface surface, String claim, RoutingContext context, Consumer<RoutingContext> theirs) {
        String path = context.request().path();
        boolean chosen = path != null
                && surface.speaksFor(path)
                && callers.surface(context.request()).filter(claim::equals).isPresent();
        if (chosen) {
            theirs.accept(context);
        } else {
            context.next();
        }
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        surfaces.speakingFor(context.request().path())
                .failed(context.statusCode(), failure == null ? new IllegalStateException() : failure)
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
