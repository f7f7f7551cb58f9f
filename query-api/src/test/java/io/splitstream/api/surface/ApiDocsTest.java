package io.splitstream.api.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiDocsTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"|url: '([^']+)'");

    private final Vertx vertx = Vertx.vertx();
    private final int port = listen();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void docs_everythingThePageNeeds_isServedFromHere() throws IOException, InterruptedException {
        String page = get("/docs").body() + get("/docs/start.js").body();

        List<String> references = REFERENCE
                .matcher(page)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();

        assertThat(references).hasSizeGreaterThan(5).allMatch(reference -> reference.startsWith("/"));
        for (String reference : references) {
            assertThat(get(reference).statusCode()).as(reference).isEqualTo(200);
        }
        assertThat(get("/docs/").statusCode()).isEqualTo(200);
    }

    @Test
    void openapi_document_isServedAsYamlAndNotTwice() throws IOException, InterruptedException {
        HttpResponse<String> first = get("/openapi/sommos.yaml");
        String tag = first.headers().firstValue("etag").orElseThrow();

        assertThat(first.body()).startsWith("openapi: 3.1");
        assertThat(first.headers().firstValue("content-type")).contains("application/yaml");
        assertThat(get("/openapi/sommos.yaml", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(get("/openapi/none.yaml").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int listen() {
        Router router = Router.router(vertx);
        new ApiDocs(List.of("sommos", "studies", "abtestbot", "flows")).mount(router);
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            return server.actualPort();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
