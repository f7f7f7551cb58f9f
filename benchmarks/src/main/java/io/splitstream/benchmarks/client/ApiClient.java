package io.splitstream.benchmarks.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls one service with one token. Safe for use by several threads. */
public final class ApiClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final URI base;
    private final String token;
    private final AnswerListener listener;
    private final HttpClient http;

    public ApiClient(URI base, String token) {
        this(base, token, AnswerListener.NONE);
    }

    /**
     * @param listener hears every answer before the caller does
     */
    public ApiClient(URI base, String token, AnswerListener listener) {
        this.base = base;
        this.token = token;
        this.listener = listener;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** GET. */
    public Answer get(String path) throws IOException, InterruptedException {
        return call("GET", path, null);
    }

    /** POST of a JSON text. */
    public Answer post(String path, String json) throws IOException, InterruptedException {
        return call("POST", path, json);
    }

    /**
     * Any method.
     *
     * @param json the body; null for none
     * @throws IOException if no answer came
     */
    public Answer call(String method, String path, @Nullable String json) throws IOException, InterruptedException {
        return call(method, path, json, Map.of());
    }

    /**
     * Any method, with further headers.
     *
     * @param json the body; null for none
     * @throws IOException if no answer came
     */
    public Answer call(String method, String path, @Nullable String json, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        if (json == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json));
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        Answer answer = new Answer(response.statusCode(), parse(response.body()), response.body(), response.headers());
        listener.heard(method, path, answer);
        return answer;
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
