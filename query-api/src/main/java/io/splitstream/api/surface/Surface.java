package io.splitstream.api.surface;

import io.splitstream.api.platform.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Optional;

/** A dialect of the API: its paths, JSON and errors. */
public interface Surface {
    /**
     * The surface's routes below a base path.
     *
     * @param basePath empty or such as {@code /sommos}
     */
    Future<Router> router(Vertx vertx, String basePath);

    /** Whether a path, without any base path, is one that this surface would serve or refuse. */
    boolean speaksFor(String path);

    /**
     * The claim {@code surface} of tokens that are answered by this surface at the root, before all others and by no
     * other; empty if it is there for everybody.
     */
    default Optional<String> claim() {
        return Optional.empty();
    }

    /** A refusal in the surface's words. */
    Answer refused(Refusal refusal);

    /** What to say to a request that went wrong. */
    Answer failed(int status, Throwable failure);

    /** What to say where no route is. */
    Answer noRoute(String method, String path);
}
