package io.splitstream.api.surface;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    private record PageFile(Buffer content, String type, String etag, boolean named) {}

    /** Answers with a file of the page, or passes on. */
    void handle(RoutingContext context) {
        Optional<PageFile> found = find(context.request().path());
        if (found.isEmpty()) {
            context.next();
            return;
        }
        PageFile file = found.get();
        HttpServerResponse response = context.response()
                .putHeader("etag", file.etag())
                .putHeader("content-security-policy", POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                // A file with a hash in its name is a new file when it changes.
                .putHeader("cache-control", file.named() ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.etag().equals(context.request().getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("content-type", file.type()).end(file.content());
        }
    }

    private Optional<PageFile> find(String path) {
        if (path == null || !PATH.matcher(path).matches() || path.startsWith("/api/")) {
            return Optional.empty();
        }
        String name = path.substring(1);
        return name.contains(".") ? read(name) : read(INDEX);
    }

    private Optional<PageFile> read(String name) {
        PageFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (var stream = Page.class.getResourceAsStream(ROOT + name)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] content = stream.readAllBytes();
            PageFile file = new PageFile(Buffer.buffer(content), type, etag(content), name.startsWith("assets/"));
            files.put(name, file);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(ROOT + name + " cannot be read", e);
        }
    }

    private static String etag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
