package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the tests of site testing ask of the API, under one key; every answer is held against the document. */
final class SiteClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiClient api;

    SiteClient(ApiClient api) {
        this.api = api;
    }

    /** Under the key of the development workspace. */
    static SiteClient of(Stack stack) throws IOException {
        return withKey(stack, stack.siteKey());
    }

    static SiteClient withKey(Stack stack, String key) {
        return new SiteClient(stack.client(stack.credentials().api(), key));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A new site whose pages are at an address. */
    JsonNode site(String url) throws IOException, InterruptedException {
        return created("/v1/sites", object().put("name", "My site").put("url", url));
    }

    /** Subscribes an address. */
    JsonNode hook(String url, String... events) throws IOException, InterruptedException {
        ObjectNode body = object().put("url", url);
        for (String event : events) {
            body.withArray("events").add(event);
        }
        return created("/v1/webhooks", body);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return data(200, api.get(path));
    }

    JsonNode created(String path, ObjectNode body) throws IOException, InterruptedException {
        return data(201, post(path, body));
    }

    JsonNode changed(String path, ObjectNode body) throws IOException, InterruptedException {
        return data(200, call("PATCH", path, body));
    }

    Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
        return api.post(path, body.toString());
    }

    Answer call(String method, String path, @Nullable ObjectNode body) throws IOException, InterruptedException {
        return api.call(method, path, body == null ? null : body.toString());
    }

    /** Moves an experiment by an action. */
    Answer act(String path, String action) throws IOException, InterruptedException {
        return call("PATCH", path, object().put("action", action));
    }

    static JsonNode data(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.data();
    }

    static void refused(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().at("/error/code").asText()).as(answer.text()).isEqualTo(code);
    }
}
