package io.splitstream.api.surface;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * A file from the class path, which never changes while the process lives.
 *
 * @param etag its content's digest, quoted
 */
record StaticFile(Buffer content, String type, String etag) {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    /** A file; empty if it is not there, or of a type that is not served. */
    static Optional<StaticFile> read(String resource) {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (var stream = StaticFile.class.getResourceAsStream(resource)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] content = stream.readAllBytes();
            String etag = '"' + Digests.sha256(content).substring(0, 32) + '"';
            return Optional.of(new StaticFile(Buffer.buffer(content), type, etag));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    /**
     * Answers with the file, unless the client has it.
     *
     * @param policy what the browser may do with it: a Content-Security-Policy
     */
    void send(RoutingContext context, String policy, String cacheControl) {
        HttpServerResponse response = context.response()
                .putHeader("etag", etag)
                .putHeader("content-security-policy", policy)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("cache-control", cacheControl);
        if (etag.equals(context.request().getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("content-type", type).end(content);
        }
    }
}
