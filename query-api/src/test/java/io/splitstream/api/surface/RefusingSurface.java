package io.splitstream.api.surface;

import io.splitstream.api.platform.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** A surface of which only refusals are needed. */
public final class RefusingSurface implements Surface {
    @Override
    public Future<Router> router(Vertx vertx, String basePath) {
        return Future.failedFuture("no routes");
    }

    @Override
    public boolean speaksFor(String path) {
        return true;
    }

    @Override
    public Answer refused(Refusal refusal) {
        return new Answer(400, new JsonObject().put("message", refusal.message()));
    }

    @Override
    public Answer failed(int status, Throwable failure) {
        return new Answer(status, new JsonObject().put("message", String.valueOf(failure)));
    }

    @Override
    public Answer noRoute(String method, String path) {
        return new Answer(404, new JsonObject());
    }
}
