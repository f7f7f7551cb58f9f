package io.splitstream.api.surface;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the live page, from the class path. They never change while the process lives, so each is read once.
 * A path without a dot that is no file is the page's own and gets its index.
 */
final class Page {
    private static final String ROOT = "/dashboard/";
    private static final String INDEX = "index.html";
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';" + " frame-ancestors 'none'";
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/|$))*");
    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

    /** Answers with a file of the page, or passes on. */
    void handle(RoutingContext context) {
        String name = name(context.request().path());
        Optional<StaticFile> found = name.isEmpty() ? Optional.empty() : read(name);
        if (found.isEmpty()) {
            context.next();
            return;
        }
        // A file with a hash in its name is a new file when it changes.
        boolean named = name.startsWith("assets/");
        found.get().send(context, POLICY, named ? "public, max-age=31536000, immutable" : "no-cache");
    }

    private static String name(String path) {
        // Below every base path, what begins with api or v1 is a surface's.
        if (path == null || !PATH.matcher(path).matches() || path.contains("/api/") || path.contains("/v1/")) {
            return "";
        }
        String name = path.substring(1);
        return name.contains(".") ? name : INDEX;
    }

    private Optional<StaticFile> read(String name) {
        StaticFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<StaticFile> file = StaticFile.read(ROOT + name);
        file.ifPresent(there -> files.put(name, there));
        return file;
    }
}
