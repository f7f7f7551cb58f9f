package io.splitstream.edge.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.splitstream.edge.intake.BodyForm;
import io.splitstream.edge.intake.EventShape;
import java.util.Optional;

/**
 * What a request asks for.
 *
 * @param experimentId as in the path; empty where the route names none
 */
record Route(Kind kind, String experimentId) {
    private static final String PREFIX = "/sommos";
    private static final String EXPERIMENTS = "/api/experiments/";
    private static final String IMPRESSION = "/events/impression";
    private static final String CONVERSION = "/events/conversion";

    enum Kind {
        EVENT,
        BATCH,
        IMPRESSION,
        CONVERSION,
        STREAM,
        LIVE,
        READY
    }

    /** What its body looks like. */
    BodyForm form() {
        return switch (kind) {
            case EVENT -> BodyForm.EVENT;
            case BATCH -> BodyForm.BATCH;
            case IMPRESSION -> BodyForm.one(EventShape.impression(experimentId));
            case CONVERSION -> BodyForm.one(EventShape.conversion(experimentId));
            case STREAM -> BodyForm.STREAM;
            case LIVE, READY -> throw new IllegalStateException(this + " has no body");
        };
    }

    /** The route of a request; empty if there is none for its method and path. */
    static Optional<Route> of(HttpMethod method, String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        if (path.startsWith(PREFIX + "/")) {
            path = path.substring(PREFIX.length());
        }
        if (method.equals(HttpMethod.POST)) {
            return ofPost(path);
        }
        if (!method.equals(HttpMethod.GET)) {
            return Optional.empty();
        }
        return switch (path) {
            case "/health/live" -> Optional.of(new Route(Kind.LIVE, ""));
            case "/health/ready" -> Optional.of(new Route(Kind.READY, ""));
            default -> Optional.empty();
        };
    }

    private static Optional<Route> ofPost(String path) {
        return switch (path) {
            case "/api/experiments/events" -> Optional.of(new Route(Kind.EVENT, ""));
            case "/api/experiments/events/batch" -> Optional.of(new Route(Kind.BATCH, ""));
            case "/collect" -> Optional.of(new Route(Kind.STREAM, ""));
            default -> ofExperiment(path);
        };
    }

    private static Optional<Route> ofExperiment(String path) {
        if (!path.startsWith(EXPERIMENTS)) {
            return Optional.empty();
        }
        if (path.endsWith(IMPRESSION)) {
            return ofExperiment(Kind.IMPRESSION, path, IMPRESSION);
        }
        return path.endsWith(CONVERSION) ? ofExperiment(Kind.CONVERSION, path, CONVERSION) : Optional.empty();
    }

    private static Optional<Route> ofExperiment(Kind kind, String path, String suffix) {
        int end = path.length() - suffix.length();
        if (end <= EXPERIMENTS.length() || path.indexOf('/', EXPERIMENTS.length()) != end) {
            return Optional.empty();
        }
        try {
            String id = QueryStringDecoder.decodeComponent(path.substring(EXPERIMENTS.length(), end));
            return Optional.of(new Route(kind, id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
