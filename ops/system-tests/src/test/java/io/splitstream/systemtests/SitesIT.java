package io.splitstream.systemtests;

import static io.splitstream.systemtests.SiteClient.data;
import static io.splitstream.systemtests.SiteClient.object;
import static io.splitstream.systemtests.SiteClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Site testing: every documented example with the documented fields, what experiments may do when and what the collector
 * is told of it, plans, credits and keys. Webhooks have {@link SiteWebhooksIT}, browsers {@link RuntimeIT}.
 */
@Order(22)
class SitesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PUBLISHED = Duration.ofSeconds(2);
    private static final String[] SITE = {
        "id", "name", "url", "platform", "public_key", "crawl_status", "created_at", "updated_at"
    };
    private static final String[] IDEA = {
        "id",
        "title",
        "hypothesis",
        "category",
        "priority",
        "status",
        "output_type",
        "estimated_impact",
        "mockup_data",
        "site_id",
        "sites",
        "created_at",
        "updated_at"
    };
    private static final String HOME = """
            <!doctype html><html><head><title>My site</title><script src="/_next/static/a.js"></script></head><body>
            <h1>Welcome</h1><a class="btn btn-primary" href="/start">Get started</a>
            <a href="/pricing">Pricing</a><a href="/report/42">Report</a></body></html>
            """;
    private static final String PRICING = """
            <!doctype html><html><head><title>Pricing</title></head><body><section class="hero"><h1>Pricing</h1>
            <p class="price">$99</p><a class="btn btn-primary" href="/buy">Buy now</a></section></body></html>
            """;

    private Stack stack;
    private SiteClient api;
    private LocalWeb web;

    @BeforeEach
    void openStack() throws IOException {
        stack = Stack.running();
        api = SiteClient.of(stack);
        web = LocalWeb.start();
        web.page("/", HOME);
        web.page("/pricing", PRICING);
        web.page("/report/42", PRICING);
    }

    @AfterEach
    void closeWeb() {
        web.close();
    }

    @Test
    void examples_runAsDocumented_haveTheDocumentedFields() throws IOException, InterruptedException {
        JsonNode site = api.site(web.url("/"));
        String siteId = site.path("id").asText();
        String path = "/v1/sites/" + siteId;
        assertFields(site, SITE);
        Await.until(
                "crawl", SOON, () -> api.get(path).path("crawl_status").asText().equals("ok"));
        assertFields(api.get(path), SITE);
        assertThat(api.get(path).path("platform").asText()).isEqualTo("nextjs");
        assertThat(api.get("/abtestbot/v1/sites").at("/0/id").asText()).isEqualTo(siteId);
        refused(404, "not_found", api.call("GET", "/v1/sites/00000000-0000-4000-8000-000000000000", null));

        variantsAreGenerated(siteId);
        experimentsAreCreated(siteId);
        ideasAreFound(siteId);
        ideasAreScheduled(siteId);
    }

    @Test
    void actions_moveAsTheTableSays_andTheCollectorIsToldWithinTwoSeconds() throws IOException, InterruptedException {
        JsonNode site = api.site(web.url("/"));
        URI script = URI.create(site.path("snippet_url").asText());
        ObjectNode body = experiment(site.path("id").asText(), "Life").put("traffic_split", 40);
        body.withArray("variants").addObject().put("name", "B").put("redirect_url", "/other");
        body.withArray("goals")
                .addObject()
                .put("name", "Buy")
                .put("type", "click")
                .put("selector", "#buy");
        String id = api.created("/v1/experiments", body).at("/experiment/id").asText();
        String path = "/v1/experiments/" + id;

        areRefused(path, "pause", "resume", "complete");
        assertThat(text(script)).doesNotContain(id);
        move(path, "launch", "running");
        Await.until("launched", PUBLISHED, () -> text(script).contains(id));
        assertThat(text(script)).contains("\"weight\":0.6}", "\"weight\":0.4,\"redirect\":\"/other\"");
        areRefused(path, "launch", "resume", "archive");
        move(path, "pause", "paused");
        Await.until("paused", PUBLISHED, () -> !text(script).contains(id));
        areRefused(path, "pause", "launch", "archive");
        // Another surface moves the same experiment, and the collector hears of it too.
        data(200, stack.admin().call("POST", "/api/experiments/" + id + "/resume", null));
        Await.until("resumed", PUBLISHED, () -> text(script).contains(id));
        assertThat(api.get("/v1/experiments?status=active&site_id="
                        + site.path("id").asText()))
                .hasSize(1);
        move(path, "complete", "completed");
        assertThat(api.get(path).path("ended_at").isTextual()).isTrue();
        Await.until("completed", PUBLISHED, () -> !text(script).contains(id));
        assertThat(api.get(path + "/results").path("variants")).hasSize(2);
        areRefused(path, "launch", "pause", "resume", "complete");
        move(path, "archive", "archived");
        areRefused(path, "launch", "archive");
    }

    @Test
    void plans_boundSites_andCreditsAreCounted() throws IOException, InterruptedException {
        SiteClient starter =
                SiteClient.withKey(stack, stack.tokens().of("owner-" + System.nanoTime(), "admin", "dev-starter"));
        ObjectNode body = object().put("name", "Only").put("url", web.url("/pricing"));
        Answer first = starter.post("/v1/sites", body);
        String siteId = first.status() == 201
                ? first.data().path("id").asText()
                : starter.get("/v1/sites").at("/0/id").asText();

        refused(403, "plan_limit_exceeded", starter.post("/v1/sites", body));
        long balance = balance(starter);
        Answer created = starter.post("/v1/experiments", experiment(siteId, "Counted"));
        if (balance < 5) {
            refused(402, "insufficient_credits", created);
            return;
        }
        data(201, created);
        assertThat(balance(starter)).isEqualTo(balance - 5);
        refused(404, "not_found", api.call("GET", "/v1/sites/" + siteId, null));
    }

    @Test
    void keys_areIssuedRotatedAndRevoked_andOpenTheWorkspaceUntilThen() throws IOException, InterruptedException {
        JsonNode issued = data(201, stack.admin().post("/api/admin/keys", "{\"label\":\"a system test\"}"));
        String admin = "/api/admin/keys/" + issued.path("id").asText();
        String key = issued.path("key").asText();
        assertThat(key).startsWith("sk_live_");
        SiteClient.withKey(stack, key).get("/v1/sites");

        JsonNode rotated = data(201, stack.admin().call("POST", admin + "/rotate", null));
        String next = rotated.path("key").asText();
        SiteClient.withKey(stack, next).get("/v1/sites");
        data(
                200,
                stack.admin()
                        .call("DELETE", "/api/admin/keys/" + rotated.path("id").asText(), null));
        // What is known of a key serves for 5 s.
        for (String revoked : List.of(key, next)) {
            Await.until(
                    "the end of a key",
                    SOON,
                    () -> SiteClient.withKey(stack, revoked)
                                    .call("GET", "/v1/sites", null)
                                    .status()
                            == 401);
        }
        assertThat(stack.admin().get("/api/admin/keys").text()).doesNotContain(key, next);
    }

    private void variantsAreGenerated(String siteId) throws IOException, InterruptedException {
        ObjectNode prompt = object().put("site_id", siteId).put("prompt", "Hide the price on all report pages");
        JsonNode made = data(200, api.post("/v1/variants/generate", prompt));
        assertFields(made, "variant", "suggested_goals", "hypothesis", "context");
        assertFields(made.path("variant"), "name", "mutations", "redirect_url");
        assertFields(made.at("/variant/mutations/0"), "selector", "action", "payload");
        assertFields(made.at("/suggested_goals/0"), "type", "selector", "name");
        assertFields(made.path("context"), "page_analyzed", "tech_stack", "url_pattern", "assumptions", "warnings");
        assertThat(made.at("/context/page_analyzed").asText()).isEqualTo(web.url("/report/42"));
        assertThat(made.at("/context/url_pattern").asText()).isEqualTo("/report/*");
        assertThat(made.at("/variant/mutations/0/payload").asText()).isEqualTo("display: none");

        JsonNode asked =
                data(200, api.post("/v1/variants/generate", prompt.put("prompt", "Make the button green, please")));
        assertFields(asked.path("needs_clarification"), "retry_hint", "questions");
        JsonNode question = asked.at("/needs_clarification/questions/0");
        assertFields(question, "field", "prompt", "reason", "input_type", "required", "suggestions");
        assertThat(question.path("field").asText()).isEqualTo("target_url");
        assertThat(question.path("suggestions").toString()).contains(web.url("/pricing"), web.url("/checkout"));
        JsonNode nothing = data(200, api.post("/v1/experiments", prompt.put("name", "Asked")));
        assertThat(nothing.path("needs_clarification").isObject()).isTrue();
        assertThat(api.get("/v1/experiments?site_id=" + siteId)).isEmpty();
        refused(
                400,
                "validation_error",
                api.post(
                        "/v1/variants/generate", object().put("site_id", siteId).put("prompt", "Too short")));
    }

    private void experimentsAreCreated(String siteId) throws IOException, InterruptedException {
        JsonNode priced = api.created(
                "/v1/experiments",
                experiment(siteId, "Pro pricing test")
                        .put(
                                "prompt",
                                "Change the hero price from $99 to $499 and update the CTA to"
                                        + " https://buy.stripe.com/pro_abc123")
                        .put("target_url", web.url("/pricing"))
                        .put("auto_launch", true));
        assertFields(priced, "experiment", "preview_urls", "activation_hint", "launch");
        JsonNode experiment = priced.path("experiment");
        assertFields(experiment, "id", "status", "target_url", "variants", "goals");
        assertFields(experiment.at("/variants/1"), "id", "is_control", "name", "changes");
        assertFields(experiment.at("/goals/0"), "id", "name", "type");
        assertThat(experiment.at("/variants/0/name").asText()).isEqualTo("Control (A)");
        assertThat(experiment.at("/variants/1/changes")).hasSize(2);
        assertThat(priced.at("/launch/status").asText()).isEqualTo("running");
        assertFields(priced.at("/preview_urls/0"), "variant_id", "variant_name", "url");
        assertThat(priced.at("/preview_urls/0/url").asText())
                .isEqualTo(web.url("/pricing?sk_preview=")
                        + experiment.at("/variants/1/id").asText());

        ObjectNode bare = experiment(siteId, "Hero").put("auto_launch", true);
        bare.withArray("variants")
                .addObject()
                .put("name", "Variant B")
                .withArray("changes")
                .addObject()
                .put("selector", "h1")
                .put("action", "set_content")
                .put("payload", "Hello");
        JsonNode skipped = api.created("/v1/experiments", bare);
        assertThat(skipped.at("/experiment/status").asText()).isEqualTo("draft");
        assertThat(skipped.path("launch"))
                .isEqualTo(object().put("status", "draft")
                        .put(
                                "error",
                                "auto_launch skipped: experiment has 2 variant(s) and 0 goal(s); launch requires ≥2"
                                        + " variants and ≥1 goal."));
        refused(
                400,
                "validation_error",
                api.post("/v1/experiments", bare.deepCopy().put("prompt", "Hide the headline of the homepage")));

        JsonNode later = api.created("/v1/experiments", experiment(siteId, "Later"));
        assertThat(later.at("/experiment/variants")).hasSize(1);
        String path = "/v1/experiments/" + later.at("/experiment/id").asText();
        refused(409, "invalid_state", api.act(path, "launch"));
        move(path, "archive", "archived");

        JsonNode running = api.get("/v1/experiments?status=active&limit=500&site_id=" + siteId);
        assertThat(running).hasSize(1);
        assertFields(
                running.get(0), "id", "name", "status", "traffic_split", "started_at", "ended_at", "site_id", "sites");
        assertFields(api.get("/v1/experiments/" + experiment.path("id").asText()), "variants", "goals", "preview_urls");
    }

    private void ideasAreFound(String siteId) throws IOException, InterruptedException {
        web.hook("/ideas", number -> 200);
        JsonNode hook = api.hook(web.url("/ideas"), "ideas.generated", "idea.status_changed");
        ObjectNode wanted = object().put("site_id", siteId).put("num_ideas", 3);
        JsonNode begun = data(202, api.post("/v1/ideas/generate", wanted));
        assertThat(begun.path("success").asBoolean()).isTrue();
        assertThat(begun.path("ideas").isArray()).isTrue();
        Await.until("ideas", SOON, () -> web.received("/ideas").size() == 1);
        assertThat(new ObjectMapper()
                        .readTree(web.received("/ideas").get(0).body())
                        .at("/data/ideas"))
                .hasSize(3);

        JsonNode ideas = api.get("/v1/ideas?status=new&limit=20&offset=0&site_id=" + siteId);
        assertThat(ideas).hasSize(3);
        assertFields(ideas.get(0), IDEA);
        String category = ideas.get(0).path("category").asText();
        assertThat(api.get("/v1/ideas?category=" + category + "&site_id=" + siteId))
                .isNotEmpty()
                .allMatch(idea -> idea.path("category").asText().equals(category));
        String id = ideas.get(0).path("id").asText();
        assertThat(api.changed("/v1/ideas/" + id, object().put("status", "approved"))
                        .path("status")
                        .asText())
                .isEqualTo("approved");
        Await.until("word of the status", SOON, () -> web.received("/ideas").size() == 2);
        JsonNode made =
                api.created("/v1/experiments", experiment(siteId, "Idea").put("idea_id", id));
        assertThat(made.at("/experiment/variants/1/changes").isEmpty()).isFalse();
        assertFields(api.get("/v1/ideas/" + id), IDEA);
        data(200, api.call("DELETE", "/v1/webhooks/" + hook.path("id").asText(), null));
        ideasAreDrawn(wanted.put("num_ideas", 1).put("output_type", "screenshot"));
    }

    /** By the browser that the tests have. */
    private void ideasAreDrawn(ObjectNode wanted) throws IOException, InterruptedException {
        data(202, api.post("/v1/ideas/generate", wanted));
        String newest = "/v1/ideas?limit=1&site_id=" + wanted.path("site_id").asText();
        Await.until(
                "a drawn idea",
                SOON.plus(SOON),
                () -> api.get(newest).at("/0/output_type").asText().equals("screenshot"));
        JsonNode listed = api.get(newest).at("/0");
        assertThat(listed.path("mockup_data").has("screenshot")).isFalse();
        assertThat(api.get("/v1/ideas/" + listed.path("id").asText())
                        .at("/mockup_data/screenshot")
                        .asText())
                .startsWith("data:image/png;base64,");
    }

    private void ideasAreScheduled(String siteId) throws IOException, InterruptedException {
        JsonNode usual = api.created("/v1/schedules", object().put("site_id", siteId));
        assertThat(usual.path("enabled").asBoolean(true)).isFalse();
        assertThat(usual.path("frequency").asText()).isEqualTo("weekly");
        assertThat(usual.path("day_of_week").asInt()).isEqualTo(1);
        assertThat(usual.path("ideas_per_run").asInt()).isEqualTo(2);
        assertThat(usual.path("output_type").asText()).isEqualTo("html");
        assertThat(usual.path("target_pages")).isEmpty();
        String path = "/v1/schedules/" + usual.path("id").asText();
        JsonNode on = api.changed(path, object().put("enabled", true).put("frequency", "monthly"));
        assertThat(on.path("next_run_at").asText()).endsWith("T09:00:00Z");
        assertThat(api.changed(path, object().put("enabled", false))
                        .path("next_run_at")
                        .isNull())
                .isTrue();
        assertThat(api.get("/v1/schedules"))
                .anyMatch(schedule -> schedule.path("id").equals(usual.path("id")));
    }

    private void areRefused(String path, String... actions) throws IOException, InterruptedException {
        for (String action : actions) {
            refused(409, "invalid_state", api.act(path, action));
        }
    }

    private void move(String path, String action, String status) throws IOException, InterruptedException {
        assertThat(data(200, api.act(path, action)).path("status").asText()).isEqualTo(status);
    }

    private static String text(URI uri) throws IOException {
        try (InputStream stream = uri.toURL().openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long balance(SiteClient client) throws IOException, InterruptedException {
        return client.get("/v1/credits").path("balance").asLong();
    }

    private static ObjectNode experiment(String siteId, String name) {
        return object().put("site_id", siteId).put("name", name);
    }

    /** Beside which there may be more. */
    private static void assertFields(JsonNode object, String... names) {
        List<String> found = new ArrayList<>();
        object.fieldNames().forEachRemaining(found::add);
        assertThat(found).contains(names);
    }
}
