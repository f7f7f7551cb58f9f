package io.splitstream.systemtests;

import static io.splitstream.systemtests.SiteClient.data;
import static io.splitstream.systemtests.SiteClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Webhooks of site testing: receivers that take, fail, hang, redirect and want no more; a library that verifies. */
@Order(22)
class SiteWebhooksIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private SiteClient api;
    private LocalWeb web;

    @BeforeEach
    void openStack() throws IOException {
        api = SiteClient.of(Stack.running());
        web = LocalWeb.start();
        web.page("/", "<!doctype html><title>My site</title><h1>Welcome</h1>");
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
        assertThat(flaky.path("secret").asText()).startsWith("whsec_");
        String moved = hook("/moved").path("id").asText();
        String gone = hook("/gone").path("id").asText();
        String silent = hook("/silent").path("id").asText();
        JsonNode site = api.site(web.url("/"));
        ObjectNode body = object().put("site_id", site.path("id").asText())
                .put("name", "Told")
                .put("auto_launch", true);
        body.putArray("variants").addObject().put("name", "B").put("redirect_url", "/other");
        body.putArray("goals").addObject().put("name", "Seen").put("type", "pageview");
        assertThat(api.created("/v1/experiments", body).at("/launch/status").asText())
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
        JsonNode listed = api.get("/v1/webhooks").get(0);
        assertThat(listed.fieldNames()).toIterable().contains("id", "url", "events", "is_active", "created_at");
        assertThat(listed.has("secret")).isFalse();
        assertThat(web.received("/elsewhere")).isEmpty();

        JsonNode log = api.get("/v1/webhooks/" + good + "/deliveries").get(0);
        String replay = "/v1/webhooks/" + good + "/deliveries/" + log.path("id").asText() + "/replay";
        assertThat(api.call("POST", replay, null).status()).isEqualTo(202);
        Await.until("replayed", SOON, () -> web.received("/good").size() == 2);
        assertThat(web.received("/good").get(1).headers().get("webhook-id"))
                .isEqualTo(web.received("/good").get(0).headers().get("webhook-id"));

        LocalWeb.Message message = web.received("/flaky").get(1);
        assertThat(verified(flaky.path("secret").asText(), message))
                .isEqualTo("experiment.launched refused, own signature");
        for (String id : List.of(good, flaky.path("id").asText(), moved, silent)) {
            assertThat(data(200, api.call("DELETE", "/v1/webhooks/" + id, null))
                            .path("deleted")
                            .asBoolean())
                    .isTrue();
            assertThat(active(id)).isFalse();
        }
    }

    /** How the newest message stands at a webhook: state, attempts, status of the last answer or why there was none. */
    private String delivery(String webhookId) throws IOException, InterruptedException {
        JsonNode newest = api.get("/v1/webhooks/" + webhookId + "/deliveries").path(0);
        String reason = newest.path("reason").asText();
        String last = newest.path("response_status").isInt()
                ? newest.path("response_status").asText()
                : reason.contains("no whole answer") ? "silence" : "nothing yet";
        return newest.path("state").asText() + " " + newest.path("attempts").asInt() + " " + last;
    }

    private boolean active(String webhookId) throws IOException, InterruptedException {
        for (JsonNode one : api.get("/v1/webhooks")) {
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
                    Objects.requireNonNull(SiteWebhooksIT.class.getResourceAsStream("/webhook-client/" + file), file)) {
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
        return api.hook(web.url(path), "experiment.launched");
    }
}
