package io.splitstream.api.surface;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** {@code /metrics} for Prometheus, on a loopback port of its own. */
public final class MetricsServer {
    private final Vertx vertx;
    private final PrometheusMeterRegistry meters;

    public MetricsServer(Vertx vertx, PrometheusMeterRegistry meters) {
        this.vertx = vertx;
        this.meters = meters;
    }

    /** Listens; completes once connections are accepted. */
    public Future<Void> start(int port) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/metrics")) {
                        request.response()
                                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(meters.scrape());
                    } else {
                        request.response().setStatusCode(404).end();
                    }
                })
                .listen(port, "127.0.0.1")
                .mapEmpty();
    }
}
