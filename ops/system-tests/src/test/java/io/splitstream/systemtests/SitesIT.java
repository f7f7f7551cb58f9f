package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Site testing: webhooks whose receivers fail, hang, redirect and want no more; plans and credits. */
@Order(22)
class SitesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String HOME = """
            <!doctype html><html><head><title>My site</title><script src="/_next/static/a.js"></script></head><body>
            <h1>Welcome</h1><a class="btn btn-primary" href="/start">Get started</a>
            <a href="/pricing">Pricing</a><a href="/report/42">Report</a></body></html>
            """;
    private Stack stack;
    private ApiClient api;
    private LocalWeb web;
    private String unique;

    @BeforeEach
    void openStack() throws IOException {
        stack = Stack.running();
        api = stack.client(stack.credentials().api(), stack.siteKey());
        web = LocalWeb.start();
        web.page("/", HOME);
        unique = Long.toString(System.nanoTime(), 36);
    }

    @AfterEach
    void closeWeb() {
        web.close();
    }

    @Test
    void webhooks_areToldAndRetriedAsDocumented_andVerifiedByTheLibrary() throws IOException, InterruptedException {
        web.hook("/good", number -> 204);
        web.hook("/flaky", number -> number == 1 ? 500 : 200);
        web.hook("/moved", number -> 302);
        web.hook("/gone", number -> 410);
        web.hook("/silent", number -> 0);
        String good = hook("/good").path("id").asText();
        JsonNode flaky = hook("/flaky");
        String moved = hook("/moved").path("id").asText();
        String gone = hook("/gone").path("id").asText();
        String silent = hook("/silent").path("id").asText();
        JsonNode site = site();
        ObjectNode body = object().put("site_id", site.path("id").asText())
                .put("name", "Told")
                .put("auto_launch", true);
        body.putArray("variants").addObject().put("name", "B").put("redirect_url", "/other");
        body.putArray("goals").addObject().put("name", "Seen").put("type", "pageview");
        assertThat(data(201, post("/v1/experiments", body)).at("/launch/status").asText())
                .isEqualTo("running");

        Await.until("delivered after a failure", SOON, () -> delivery(
                        flaky.path("id").asText())
                .equals("delivered 2 200"));
        assertThat(delivery(good)).isEqualTo("delivered 1 204");
        assertThat(delivery(moved)).startsWith("pending ").endsWith(" 302");
        assertThat(delivery(gone)).isEqualTo("failed 1 410");
        Await.until("no answer within 10 s", SOON, () -> delivery(silent).equals("pending 1 silence"));
        assertThat(active(gone)).isFalse();
        assertThat(active(good)).isTrue();
        assertThat(web.received("/elsewhere")).isEmpty();

        JsonNode log = get("/v1/webhooks/" + good + "/deliveries").get(0);
        String replay = "/v1/webhooks/" + good + "/deliveries/" + log.path("id").asText() + "/replay";
        assertThat(call("POST", replay, null).status()).isEqualTo(202);
        Await.until("replayed", SOON, () -> web.received("/good").size() == 2);
        assertThat(web.received("/good").get(1).headers().get("webhook-id"))
                .isEqualTo(web.received("/good").get(0).headers().get("webhook-id"));

        LocalWeb.Message message = web.received("/flaky").get(1);
        assertThat(verified(flaky.path("secret").asText(), message)).isEqualTo("experiment.launched refused");
        for (String id : List.of(good, flaky.path("id").asText(), moved, silent)) {
            assertThat(data(200, call("DELETE", "/v1/webhooks/" + id, null))
                            .path("deleted")
                            .asBoolean())
                    .isTrue();
            assertThat(active(id)).isFalse();
        }
    }

    @Test
    void plans_boundSites_andCreditsAreCounted() throws IOException, InterruptedException {
        ApiClient starter =
                stack.client(stack.credentials().api(), stack.tokens().of("owner-" + unique, "admin", "dev-starter"));
        ObjectNode body = object().put("name", "Only").put("url", web.url("/"));
        Answer first = starter.post("/v1/sites", body.toString());
        String siteId = first.status() == 201
                ? first.data().path("id").asText()
                : starter.get("/v1/sites").data().get(0).path("id").asText();

        Answer second = starter.post("/v1/sites", body.toString());
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.body().at("/error/code").asText()).isEqualTo("plan_limit_exceeded");
        long balance = starter.get("/v1/credits").data().path("balance").asLong();
        Answer created = starter.post(
                "/v1/experiments",
                object().put("site_id", siteId).put("name", "Counted").toString());
        if (balance >= 5) {
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            assertThat(starter.get("/v1/credits").data().path("balance").asLong())
                    .isEqualTo(balance - 5);
        } else {
            assertThat(created.status()).isEqualTo(402);
        }
        assertThat(api.get("/v1/sites/" + siteId).status()).isEqualTo(404);
    }

    /** How the newest message stands at a webhook: state, attempts, status of the last answer or why there was none. */
    private String delivery(String webhookId) throws IOException, InterruptedException {
        JsonNode newest = get("/v1/webhooks/" + webhookId + "/deliveries").path(0);
        String reason = newest.path("reason").asText();
        String last = newest.path("response_status").isInt()
                ? newest.path("response_status").asText()
                : reason.contains("no whole answer") ? "silence" : "nothing yet";
        return newest.path("state").asText() + " " + newest.path("attempts").asInt() + " " + last;
    }

    private boolean active(String webhookId) throws IOException, InterruptedException {
        for (JsonNode one : get("/v1/webhooks")) {
            if (one.path("id").asText().equals(webhookId)) {
                return true;
            }
        }
        return false;
    }

    private static String verified(String secret, LocalWeb.Message message) throws IOException, InterruptedException {
        Path project = Path.of(Stack.property("splitstream.scratch"), "webhook-client");
        Files.createDirectories(project);
        for (String file : List.of("package.json", "verify.mjs")) {
            try (InputStream stream =
                    Objects.requireNonNull(SitesIT.class.getResourceAsStream("/webhook-client/" + file), file)) {
                Files.copy(stream, project.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        ObjectNode input = object().put("secret", secret).put("body", message.body());
        ObjectNode headers = input.putObject("headers");
        message.headers().forEach(headers::put);
        Files.writeString(project.resolve("message.json"), input.toString());
        Duration limit = Duration.ofMinutes(2);
        Programs.run(project, limit, Map.of(), List.of("npm", "install", "--no-audit", "--no-fund", "--silent"));
        return Programs.run(project, limit, Map.of(), List.of("node", "verify.mjs", "message.json"))
                .strip();
    }

    private JsonNode hook(String path) throws IOException, InterruptedException {
        return data(201, post("/v1/webhooks", events(path, "experiment.launched")));
    }

    private ObjectNode events(String path, String... events) {
        ObjectNode body = object().put("url", web.url(path));
        for (String event : events) {
            body.withArray("events").add(event);
        }
        return body;
    }

    private JsonNode site() throws IOException, InterruptedException {
        return data(
                201, post("/v1/sites", object().put("name", "Site " + unique).put("url", web.url("/"))));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return data(200, api.get(path));
    }

    private Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
        return api.post(path, body.toString());
    }

    private Answer call(String method, String path, @Nullable ObjectNode body)
            throws IOException, InterruptedException {
        return api.call(method, path, body == null ? null : body.toString());
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private static JsonNode data(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.data();
    }
}
