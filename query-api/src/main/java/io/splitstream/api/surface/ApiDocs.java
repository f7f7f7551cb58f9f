package io.splitstream.api.surface;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The surfaces' documents at {@code /openapi/NAME.yaml}, and at {@code /docs} a page to read and try them. All of it is
 * served from here: the page asks nobody else for anything. Read once, at start.
 */
final class ApiDocs {
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/";
    private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    /** The library sets styles on elements, and has pictures in its style sheet. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final Map<String, StaticFile> files = new LinkedHashMap<>();

    /**
     * @param names of the documents, in the order in which the page lists them
     */
    ApiDocs(List<String> names) {
        for (String name : names) {
            files.put("/openapi/" + name + ".yaml", read("/openapi/" + name + ".yaml"));
        }
        files.put("/docs", read("/docs/index.html"));
        for (String own : List.of("start.js", "page.css")) {
            files.put("/docs/" + own, read("/docs/" + own));
        }
        String library = LIBRARY + version() + "/";
        for (String file : List.of("swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "swagger-ui.css")) {
            files.put("/docs/" + file, read(library + file));
        }
    }

    void mount(Router router) {
        files.keySet().forEach(path -> router.route(HttpMethod.GET, path).handler(this::handle));
    }

    private void handle(RoutingContext context) {
        String path = context.request().path();
        StaticFile file = files.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        if (file == null) {
            context.next();
        } else {
            file.send(context, POLICY, "no-cache");
        }
    }

    private static StaticFile read(String resource) {
        return StaticFile.read(resource)
                .orElseThrow(() -> new IllegalStateException(resource + " is missing from the class path"));
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream stream = ApiDocs.class.getResourceAsStream(VERSION)) {
            if (stream == null) {
                throw new IllegalStateException(VERSION + " is missing from the class path");
            }
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(VERSION + " cannot be read", e);
        }
        return properties.getProperty("version");
    }
}
