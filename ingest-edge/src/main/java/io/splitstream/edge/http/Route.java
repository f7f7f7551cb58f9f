package io.splitstream.edge.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.splitstream.edge.intake.BodyForm;
import io.splitstream.edge.intake.EventShape;
import java.util.List;
import java.util.Optional;

/**
 * What a request asks for.
 *
 * @param subject the experiment, the session or the site's key as in the path; of an image its query, which is the event;
 *     empty where the route names none
 */
record Route(Kind kind, String subject) {
    private static final List<String> PREFIXES = List.of("/sommos/", "/studies/", "/abtestbot/");
    private static final String SESSIONS = "/api/sessions/";
    private static final String INTERACTIONS = "/events";
    private static final String EXPERIMENTS = "/api/experiments/";
    private static final String IMPRESSION = "/events/impression";
    private static final String CONVERSION = "/events/conversion";
    private static final String SITES = "/s/";
    private static final String SCRIPT = ".js";

    enum Kind {
        EVENT,
        BATCH,
        IMPRESSION,
        CONVERSION,
        STREAM,
        SESSION,
        PIXEL,
        SCRIPT,
        PREFLIGHT,
        LIVE,
        READY
    }

    /** What its body looks like. */
    BodyForm form() {
        return switch (kind) {
            case EVENT, PIXEL -> BodyForm.EVENT;
            case BATCH -> BodyForm.BATCH;
            case IMPRESSION -> BodyForm.one(EventShape.impression(subject));
            case CONVERSION -> BodyForm.one(EventShape.conversion(subject));
            case STREAM -> BodyForm.STREAM;
            case SESSION -> BodyForm.session(subject);
            case SCRIPT, PREFLIGHT, LIVE, READY -> throw new IllegalStateException(this + " has no body");
        };
    }

    /** The route of a request; empty if there is none for its method and path. */
    static Optional<Route> of(HttpMethod method, String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        for (String prefix : PREFIXES) {
            if (path.startsWith(prefix)) {
                path = path.substring(prefix.length() - 1);
                break;
            }
        }
        if (method.equals(HttpMethod.POST)) {
            return ofPost(path);
        }
        if (method.equals(HttpMethod.OPTIONS)) {
            return path.equals("/collect") ? Optional.of(new Route(Kind.PREFLIGHT, "")) : Optional.empty();
        }
        return method.equals(HttpMethod.GET)
                ? ofGet(path, query < 0 ? "" : uri.substring(query + 1))
                : Optional.empty();
    }

    private static Optional<Route> ofGet(String path, String query) {
        return switch (path) {
            case "/collect.gif" -> Optional.of(new Route(Kind.PIXEL, query));
            case "/health/live" -> Optional.of(new Route(Kind.LIVE, ""));
            case "/health/ready" -> Optional.of(new Route(Kind.READY, ""));
            default -> ofScript(path);
        };
    }

    private static Optional<Route> ofScript(String path) {
        if (!path.startsWith(SITES) || !path.endsWith(SCRIPT)) {
            return Optional.empty();
        }
        String key = path.substring(SITES.length(), path.length() - SCRIPT.length());
        return key.isEmpty() || key.indexOf('/') >= 0 ? Optional.empty() : Optional.of(new Route(Kind.SCRIPT, key));
    }

    private static Optional<Route> ofPost(String path) {
        return switch (path) {
            case "/api/experiments/events" -> Optional.of(new Route(Kind.EVENT, ""));
            case "/api/experiments/events/batch" -> Optional.of(new Route(Kind.BATCH, ""));
            case "/collect" -> Optional.of(new Route(Kind.STREAM, ""));
            default -> ofSubject(path);
        };
    }

    private static Optional<Route> ofSubject(String path) {
        if (path.endsWith(IMPRESSION)) {
            return ofSubject(Kind.IMPRESSION, path, EXPERIMENTS, IMPRESSION);
        }
        if (path.endsWith(CONVERSION)) {
            return ofSubject(Kind.CONVERSION, path, EXPERIMENTS, CONVERSION);
        }
        return path.endsWith(INTERACTIONS) ? ofSubject(Kind.SESSION, path, SESSIONS, INTERACTIONS) : Optional.empty();
    }

    private static Optional<Route> ofSubject(Kind kind, String path, String before, String behind) {
        int end = path.length() - behind.length();
        if (!path.startsWith(before) || end <= before.length() || path.indexOf('/', before.length()) != end) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Route(kind, QueryStringDecoder.decodeComponent(path.substring(before.length(), end))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
