package io.splitstream.api.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a language model for a JSON object. A call blocks as long as the endpoint has patience. Safe for several threads. */
final class ChatClient {
    private static final int MOST_BYTES = 1 << 20;

    private final ChatEndpoint endpoint;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ChatClient(ChatEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** What came of asking. */
    sealed interface Reply {
        /**
         * An answer.
         *
         * @param content its message as JSON; empty if that is none
         */
        record Said(Optional<JsonNode> content) implements Reply {}

        /**
         * None.
         *
         * @param passing whether there may be one another time
         */
        record Silent(String why, boolean passing) implements Reply {}
    }

    /** Asks, with a task and what it is about. */
    Reply ask(String task, String about) {
        ObjectNode body = json.createObjectNode().put("model", endpoint.model()).put("temperature", 0);
        body.putObject("response_format").put("type", "json_object");
        body.withArray("messages").addObject().put("role", "system").put("content", task);
        body.withArray("messages").addObject().put("role", "user").put("content", about);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.completions())
                .timeout(endpoint.patience())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (!endpoint.key().isEmpty()) {
            request.header("Authorization", "Bearer " + endpoint.key());
        }
        try {
            HttpResponse<byte[]> response = BoundedBody.send(http, request.build(), MOST_BYTES, endpoint.patience());
            int status = response.statusCode();
            if (status == 200) {
                return new Reply.Said(content(new String(response.body(), StandardCharsets.UTF_8)));
            }
            return new Reply.Silent("answered " + status, status == 408 || status == 429 || status >= 500);
        } catch (HttpTimeoutException e) {
            return new Reply.Silent(
                    "did not answer within " + endpoint.patience().toSeconds() + " s", true);
        } catch (IOException e) {
            return new Reply.Silent("cannot be reached", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Silent("was not waited for", true);
        }
    }

    private Optional<JsonNode> content(String answer) {
        try {
            String content =
                    json.readTree(answer).at("/choices/0/message/content").asText();
            return Optional.ofNullable(json.readTree(content));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
