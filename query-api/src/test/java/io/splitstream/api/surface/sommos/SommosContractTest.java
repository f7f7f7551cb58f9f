package io.splitstream.api.surface.sommos;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.results.AcceptedEvent;
import io.splitstream.api.results.RejectedEvent;
import io.splitstream.api.results.WindowCount;
import io.splitstream.api.surface.DocumentedAnswers;
import io.splitstream.api.surface.SurfaceClient;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.api.surface.UseCasesInMemory;
import io.splitstream.api.surface.export.Exports;
import io.splitstream.api.surface.live.LiveStreams;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.event.EventLimits;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The surface over HTTP with stores in memory: every answer is checked against the document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SommosContractTest {
    private static final String DOCUMENT = "openapi/sommos.yaml";

    private final Vertx vertx = Vertx.vertx();
    private final UseCasesInMemory useCases = new UseCasesInMemory(100_000);
    private final DocumentedAnswers document = new DocumentedAnswers(vertx, DOCUMENT);
    private SurfaceClient client = new SurfaceClient(0, this::check);

    @BeforeAll
    void listen() {
        SurfaceContext context = useCases.context();
        SommosSurface surface = new SommosSurface(
                useCases.sommos(),
                context,
                new LiveStreams(vertx, context.reads(), context.callers(), context.clock()),
                new Exports(
                        vertx,
                        // Where nothing listens.
                        new ApiSettings.ClickHouse("http://127.0.0.1:1", "u", "p"),
                        new ApiSettings.Exports(1, Duration.ofMinutes(1)),
                        context));
        Router root = Router.router(vertx);
        root.route("/sommos/*").subRouter(await(surface.router(vertx, "/sommos")));
        root.route("/*").subRouter(await(surface.router(vertx, "")));
        HttpServer server = await(vertx.createHttpServer().requestHandler(root).listen(0, "127.0.0.1"));
        client = new SurfaceClient(server.actualPort(), this::check);
    }

    @AfterAll
    void close() {
        useCases.close();
        await(vertx.close());
    }

    private void check(String who, String method, String path, SurfaceClient.Reply reply) {
        String own = path.startsWith("/sommos/") ? path.substring("/sommos".length()) : path;
        document.check(method, own, reply.status(), reply.body());
    }

    @Test
    void exports_areRefusedWithReasons() {
        refused(403, "FORBIDDEN", client.get("guest", "/api/exports/v_events"));
        refused(401, "UNAUTHORIZED", client.get("", "/api/exports/v_events"));
        refused(404, "VIEW_NOT_FOUND", client.get("crew", "/api/exports/events"));
        refused(404, "VIEW_NOT_FOUND", client.get("crew", "/api/exports/v_events%20UNION%20ALL"));
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/exports/v_events?format=xlsx"));
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/exports/v_events?limit=0"));
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/exports/v_events?limit=many"));
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/exports/v_events?where=1"));
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/exports/v_events?format=csv&format=csv"));
        refused(404, "EXPERIMENT_NOT_FOUND", client.get("crew", "/api/exports/v_events?experiment_id=none"));
        refused(503, "UNAVAILABLE", client.get("crew", "/api/exports/v_events"));
        refused(503, "UNAVAILABLE", client.get("crew", "/sommos/api/exports/v_events?format=parquet"));
    }

    @Test
    void alerts_areListedByExperimentAndWorkspace_newestFirst() {
        JsonObject created = ok(201, client.post("admin", "/api/experiments", body()));
        String id = created.getJsonObject("data").getString("experiment_id");
        String workspace = "w1";
        for (AlertRule rule :
                List.of(AlertRule.SAMPLE_RATIO, new AlertRule(AlertRule.Kind.GUARDRAIL_CROSSED, "bounce_rate", "b"))) {
            AlertFigures figures = AlertFigures.measured(0.4, 0.3, 0.35, null, 900);
            useCases.alerts().receive(new Alert(Alert.id(id, 1, rule, 0), workspace, id, 1, 0, rule, figures, 7, 8));
        }

        JsonArray listed = ok(200, client.get("crew", "/api/experiments/" + id + "/alerts"))
                .getJsonArray("data");
        assertThat(listed).hasSize(2);
        assertThat(listed.getJsonObject(0).getString("kind")).isEqualTo("guardrail_crossed");
        assertThat(listed.getJsonObject(0).getString("message")).contains("bounce_rate");
        assertThat(ok(200, client.get("admin", "/api/alerts?limit=1")).getJsonArray("data"))
                .hasSize(1);
        refused(404, "EXPERIMENT_NOT_FOUND", client.get("crew", "/api/experiments/none/alerts"));
        refused(403, "FORBIDDEN", client.get("guest", "/api/alerts"));
    }

    @Test
    void access_isManagedByAdmins_andSecretsAreShownOnce() {
        JsonObject ada = new JsonObject().put("subject", "ada@example.com").put("role", "crew");
        ok(201, client.post("admin", "/api/admin/members", ada));
        assertThat(ok(200, client.get("admin", "/api/admin/members")).getJsonArray("data"))
                .hasSize(1);
        JsonObject asked = new JsonObject().put("subject", "ada@example.com").put("label", "laptop");
        JsonObject issued =
                ok(201, client.post("admin", "/api/admin/tokens", asked)).getJsonObject("data");
        assertThat(issued.getString("token")).contains(".");
        String path = "/api/admin/tokens/" + issued.getString("id");
        JsonObject next = ok(201, client.post("admin", path + "/rotate", null)).getJsonObject("data");
        assertThat(client.get("admin", "/api/admin/tokens").body())
                .doesNotContain(issued.getString("token"), next.getString("token"));
        ok(200, client.delete("admin", path));
        ok(200, client.delete("admin", "/api/admin/members/ada%40example.com"));

        JsonObject key = ok(201, client.post("admin", "/api/admin/keys", new JsonObject().put("label", "ci")))
                .getJsonObject("data");
        assertThat(key.getString("key")).startsWith("sk_live_");
        ok(201, client.post("admin", "/api/admin/keys/" + key.getString("id") + "/rotate", null));
        assertThat(client.get("admin", "/api/admin/keys").body()).doesNotContain(key.getString("key"));
        ok(200, client.delete("admin", "/api/admin/keys/" + key.getString("id")));

        refused(404, "NOT_FOUND", client.post("admin", "/api/admin/tokens", asked));
        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", "/api/admin/members", ada.copy().put("role", "owner")));
        refused(403, "FORBIDDEN", client.get("crew", "/api/admin/tokens"));
        refused(404, "NOT_FOUND", client.delete("stranger", "/api/admin/keys/" + key.getString("id")));
    }

    @Test
    void changes_tellWhoDidWhat_newestFirst() {
        String path = created();
        client.patch("admin", path, new JsonObject().put("name", "Renamed"));
        client.post("admin", path + "/start", null);

        JsonArray log = ok(200, client.get("crew", path + "/changes")).getJsonArray("data");
        assertThat(log.stream().map(entry -> ((JsonObject) entry).getString("action")))
                .containsExactly("start", "update", "create");
        assertThat(log.stream().map(entry -> ((JsonObject) entry).getString("actor")))
                .containsOnly("admin-1");
        assertThat(log.getJsonObject(1).getJsonArray("fields").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("field", "name")
                        .put("before", body().getString("name"))
                        .put("after", "Renamed"));
        assertThat(ok(200, client.get("crew", path + "/changes?limit=1&offset=1"))
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("action"))
                .isEqualTo("update");
        refused(403, "FORBIDDEN", client.get("guest", path + "/changes"));
        refused(404, "EXPERIMENT_NOT_FOUND", client.get("stranger", path + "/changes"));
    }

    @Test
    void scorecard_ofADraft_hasEveryMetricOnceAndSaysWhyItIsSilent() {
        String path = created();
        JsonObject scorecard = ok(200, client.get("crew", path + "/scorecard")).getJsonObject("data");
        List<JsonObject> lines = scorecard.getJsonArray("metrics").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(lines).extracting(line -> line.getString("metric_name")).doesNotHaveDuplicates();
        assertThat(lines.get(0).getString("part")).isEqualTo("primary");
        JsonObject comparison = lines.get(0).getJsonArray("comparisons").getJsonObject(0);
        assertThat(comparison.getValue("sequential")).isNull();
        assertThat(comparison.getString("reason")).isNotBlank();
        assertThat(lines).extracting(line -> line.getString("part")).contains("guardrail", "secondary");
    }

    @Test
    void activity_ofTheArchive_isShownWithReasons() {
        String path = created();
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        useCases.activity()
                .accepted(List.of(new AcceptedEvent(
                        "e1", "v", "u", "conversion", new BigDecimal("1.5"), at, at, false, "sommos")));
        useCases.activity().rejected(List.of(new RejectedEvent(at, "VALIDATION_ERROR", "event_type: nonsense", "{}")));
        useCases.activity().windows(List.of(new WindowCount(at, "v", "click", 3, null, true)));
        useCases.activity().attributes(Map.of("device", 7L));

        JsonObject recent =
                ok(200, client.get("crew", path + "/recent-events?limit=1000")).getJsonObject("data");
        assertThat(recent.getInteger("limit")).isEqualTo(200);
        assertThat(recent.getJsonArray("accepted").getJsonObject(0).getDouble("value"))
                .isEqualTo(1.5);
        assertThat(recent.getJsonArray("rejected").getJsonObject(0).getString("message"))
                .isEqualTo("event_type: nonsense");
        assertThat(ok(200, client.get("crew", path + "/windows?size=10s"))
                        .getJsonObject("data")
                        .getJsonArray("windows"))
                .hasSize(1);
        assertThat(ok(200, client.get("crew", path + "/attributes"))
                        .getJsonObject("data")
                        .getJsonArray("attributes")
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("device");
        refused(400, "VALIDATION_ERROR", client.get("crew", path + "/windows?size=2m"));
        refused(403, "FORBIDDEN", client.get("guest", path + "/recent-events"));
    }

    @Test
    void alertChannels_areOpenedListedAndDeleted_byAdminsOnly() {
        JsonObject hook = new JsonObject()
                .put("kind", "webhook")
                .put("url", "https://example.com/hook")
                .put("events", new JsonArray().add("guardrail").add("srm"));
        JsonObject opened =
                ok(201, client.post("admin", "/api/alerts/channels", hook)).getJsonObject("data");
        assertThat(opened.getString("secret")).startsWith("whsec_");
        JsonObject mail = new JsonObject()
                .put("kind", "mail")
                .put("address", "team@example.com")
                .put("events", new JsonArray().add("verdict"));
        ok(201, client.post("admin", "/api/alerts/channels", mail));

        JsonArray listed = ok(200, client.get("admin", "/api/alerts/channels")).getJsonArray("data");
        assertThat(listed).hasSize(2);
        assertThat(listed.encode()).doesNotContain("whsec_");
        String path = "/api/alerts/channels/" + opened.getString("id");
        ok(200, client.get("admin", path + "/deliveries"));
        ok(200, client.delete("admin", path));
        refused(404, "CHANNEL_NOT_FOUND", client.delete("admin", path));
        refused(403, "FORBIDDEN", client.post("crew", "/api/alerts/channels", hook));
        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", "/api/alerts/channels", hook.copy().put("url", "http://example.com/")));
        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", "/api/alerts/channels", mail.copy().put("address", "a@b@c\r\nBcc: d")));
    }

    @Test
    void workflow_fromCreationToArchive_answersAsDocumented() {
        JsonObject created = ok(201, client.post("admin", "/api/experiments", body()));
        String id = created.getJsonObject("data").getString("experiment_id");
        String path = "/api/experiments/" + id;
        String treatment = created.getJsonObject("data")
                .getJsonArray("variants")
                .getJsonObject(1)
                .getString("id");
        assertThat(created.getString("message")).isEqualTo("Experiment created successfully");

        ok(200, client.post("admin", path + "/start", null));
        ok(200, client.post("crew", path + "/assign", new JsonObject().put("user_id", "u1")));
        ok(200, client.get("crew", path + "/assignments/u1"));
        ok(200, client.get("admin", path + "/assignments"));
        ok(200, client.post("admin", path + "/pause", null));
        ok(200, client.patch("admin", path, new JsonObject().put("name", "Renamed")));
        ok(200, client.post("admin", path + "/resume", null));
        ok(200, client.get("crew", path + "/metrics"));
        ok(200, client.get("crew", path + "/metrics/" + treatment));
        ok(200, client.get("crew", path + "/metrics?segment=device&metric=click_rate"));
        ok(200, client.get("admin", path + "/rebuild"));
        ok(200, client.delete("admin", path + "/rebuild"));
        ok(200, client.get("crew", path + "/funnel"));
        ok(200, client.get("crew", path + "/realtime"));
        ok(200, client.post("crew", path + "/analyze", null));
        ok(200, client.get("crew", path + "/analysis"));
        ok(200, client.get("crew", path + "/analysis?latest=false"));
        ok(200, client.get("crew", path + "/guardrails"));
        ok(200, client.get("crew", path + "/recommendation"));
        ok(200, client.get("crew", path + "/lift-history"));
        ok(200, client.get("crew", path + "/exposure-history"));
        ok(200, client.get("crew", path + "/guardrail-history"));
        JsonObject conclusion =
                new JsonObject().put("winner_variant_id", treatment).put("conclusion", "better");
        ok(200, client.post("admin", path + "/complete", conclusion));
        JsonObject whole = ok(200, client.get("crew", path)).getJsonObject("data");
        assertThat(whole.getString("winner_variant_id")).isEqualTo(treatment);
        assertThat(whole.getJsonArray("guardrail_metrics")).isEqualTo(body().getJsonArray("guardrail_metrics"));
        assertThat(whole.getJsonObject("metadata")).isEqualTo(body().getJsonObject("metadata"));
        ok(200, client.delete("admin", path));
        ok(200, client.get("crew", "/sommos/api/experiments?status=archived&limit=1000"));
        ok(200, client.get("crew", "/api/experiments/dashboard/summary"));
    }

    @Test
    void metricsOfItsOwn_areAnsweredAsTheyWereSent() {
        JsonArray metrics = new JsonArray()
                .add(new JsonObject("""
                    {"name":"spend","event_type":"purchase","aggregation":"sum","denominator":"users",
                     "direction":"up","cap":500.25,"window":"36h"}\
                    """))
                .add(new JsonObject("""
                    {"name":"p90","event_type":"purchase","aggregation":"quantile","denominator":"users",
                     "direction":"down","q":0.9}\
                    """))
                .add(new JsonObject("""
                    {"name":"per_view","event_type":"signup","aggregation":"count","denominator":"view",
                     "direction":"up"}\
                    """));
        JsonObject sent = body().put("metrics", metrics)
                .put("covariate", "age")
                .put("target_metric", "spend")
                .put("guardrail_metrics", new JsonArray().add("per_view").add(new JsonObject("""
                    {"metric_name":"p90","threshold":900,"direction":"down"}\
                    """)));
        JsonObject created = ok(201, client.post("admin", "/api/experiments", sent));
        String path = "/api/experiments/" + created.getJsonObject("data").getString("id");

        JsonObject whole = ok(200, client.get("crew", path)).getJsonObject("data");
        assertThat(whole.getJsonArray("metrics")).isEqualTo(metrics);
        assertThat(whole.getString("covariate")).isEqualTo("age");
        assertThat(whole.getString("target_metric")).isEqualTo("spend");
        assertThat(whole.getJsonArray("guardrail_metrics")).isEqualTo(sent.getJsonArray("guardrail_metrics"));
        JsonObject shown = ok(200, client.get("crew", path + "/metrics"))
                .getJsonObject("data")
                .getJsonArray("variants")
                .getJsonObject(0)
                .getJsonObject("custom_metrics");
        assertThat(shown.fieldNames()).containsExactly("spend", "p90", "per_view");
        assertThat(shown.getValue("p90")).isNull();
        JsonObject validity = ok(
                        200, client.post("crew", path + "/analyze", new JsonObject().put("metric_name", "p90")))
                .getJsonObject("data")
                .getJsonObject("validity");
        assertThat(validity.getString("metric_kind")).isEqualTo("quantile");
        assertThat(validity.getBoolean("sequence_guaranteed")).isFalse();
        validity = ok(200, client.post("crew", path + "/analyze", null))
                .getJsonObject("data")
                .getJsonObject("validity");
        assertThat(validity.getString("window")).isEqualTo("36h");
        assertThat(validity.getBoolean("open_ended")).isFalse();
        ok(200, client.get("crew", path + "/lift-history?metric=per_view"));
        ok(200, client.get("crew", path + "/recommendation"));
        ok(200, client.patch("admin", path, new JsonObject().put("name", "Renamed")));
        refused(400, "VALIDATION_ERROR", client.patch("admin", path, new JsonObject().put("metrics", new JsonArray())));
    }

    @Test
    void metricName_unknown_isToldWhichThereAre() {
        String path = created();
        JsonObject answer = refused(
                400,
                "VALIDATION_ERROR",
                client.post("crew", path + "/analyze", new JsonObject().put("metric_name", "happiness")));

        assertThat(answer.getJsonObject("error").getString("message"))
                .contains(
                        "happiness is no metric of the experiment",
                        "conversion_rate, click_rate",
                        "click_to_conversion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"target_metric\":\"p90\"}",
                "{\"guardrail_metrics\":[\"p90\"]}",
                "{\"guardrail_metrics\":[{\"metric_name\":\"p90\",\"max_relative_degradation\":0.1}]}",
                "{\"metrics\":[{\"name\":\"x\",\"event_type\":\"y\",\"aggregation\":\"median\"}]}",
                "{\"metrics\":[{\"name\":\"x\",\"event_type\":\"y\",\"aggregation\":\"sum\",\"cap\":0.00001}]}",
                "{\"metrics\":[{\"name\":\"x\",\"event_type\":\"y\",\"aggregation\":\"sum\",\"cap\":0}]}",
                "{\"metrics\":[{\"name\":\"x\",\"event_type\":\"y\",\"aggregation\":\"sum\",\"window\":\"5w\"}]}",
                "{\"metrics\":[{\"name\":\"x\",\"event_type\":\"y\",\"aggregation\":\"sum\",\"window\":\"91d\"}]}",
                "{\"metrics\":[{\"name\":\"click_rate\",\"event_type\":\"y\",\"aggregation\":\"sum\"}]}",
                "{\"metrics\":[{\"name\":\"x\",\"event_type\":\"y\",\"aggregation\":\"sum\",\"q\":0.5}]}",
                "{\"metrics\":[{\"name\":\"x\",\"event_type\":\"y\",\"aggregation\":\"quantile\"}]}",
                "{\"covariate\":\"\"}"
            })
    void create_metricThatCannotBe_is400(String change) {
        JsonArray metrics = new JsonArray()
                .add(new JsonObject(
                        "{\"name\":\"p90\",\"event_type\":\"purchase\",\"aggregation\":\"quantile\",\"q\":0.9}"));
        JsonObject sent = body().put("metrics", metrics).mergeIn(new JsonObject(change));

        refused(400, "VALIDATION_ERROR", client.post("admin", "/api/experiments", sent));
    }

    @Test
    void metrics_withoutEvents_areZeros() {
        String path = created();

        JsonObject data = ok(200, client.get("crew", path + "/metrics")).getJsonObject("data");

        JsonObject first = data.getJsonArray("variants").getJsonObject(0);
        assertThat(first.getInteger("users")).isZero();
        assertThat(first.getDouble("avg_rating")).isZero();
        assertThat(data.getValue("updated_at")).isNull();
    }

    @Test
    void analyze_oneMethod_leavesTheOtherOut() {
        JsonObject data = ok(
                        200,
                        client.post("crew", created() + "/analyze", new JsonObject().put("analysis_type", "bayesian")))
                .getJsonObject("data");

        assertThat(data.containsKey("frequentist_analysis")).isFalse();
        assertThat(data.containsKey("bayesian_analysis")).isTrue();
        assertThat(data.getValue("bayesian_analysis")).isNull();
        assertThat(data.getString("reason")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\"}",
                "{\"name\":\"\"}",
                "[]",
                "\"text\"",
                "{\"name\":",
                "{\"metadata\":{\"a\":1e999}}",
            })
    void create_badBody_isValidationError(String body) {
        refused(400, "VALIDATION_ERROR", client.postText("admin", "/api/experiments", body));
    }

    @Test
    void texts_withTheCharacterNul_areValidationErrors() {
        String id = ok(201, client.post("admin", "/api/experiments", body()))
                .getJsonObject("data")
                .getString("id");
        refused(400, "VALIDATION_ERROR", client.post("admin", "/api/experiments", body().put("name", "a\0b")));
        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", "/api/experiments/" + id + "/assign", new JsonObject().put("user_id", "u\0")));
        refused(400, "VALIDATION_ERROR", client.post("admin", "/api/experiments/%00/start", null));
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/experiments?status=%00"));
        assertThat(client.get("crew", "/api/experiments/%00/stream").status()).isEqualTo(400);
    }

    @Test
    void create_badFields_areValidationErrors() {
        for (JsonObject bad : new JsonObject[] {
            body().put("allocation_unit", "session"),
            body().put("target_metric", "nonsense"),
            body().put("end_date", "tomorrow"),
            body().put("guardrail_metrics", new JsonArray().add("nonsense")),
            body().put("variants", new JsonArray().add(variant("only", true, 100))),
            body().put("variants", new JsonArray().add(variant("a", true, 50)).add(variant("b", true, 50))),
            body().put("variants", new JsonArray().add(variant("a", true, 50)).add(variant("b", false, 49))),
        }) {
            refused(400, "VALIDATION_ERROR", client.post("admin", "/api/experiments", bad));
        }
    }

    @Test
    void create_otherMediaType_isUnsupported() {
        SurfaceClient.Reply reply = client.send("admin", "POST", "/api/experiments", body().encode(), "text/plain");

        refused(415, "UNSUPPORTED_MEDIA_TYPE", reply);
    }

    @Test
    void create_bodyOverTheLimit_isTooLarge() {
        JsonObject big = body().put("metadata", new JsonObject().put("x", "y".repeat(300_000)));

        refused(413, "PAYLOAD_TOO_LARGE", client.post("admin", "/api/experiments", big));
    }

    @Test
    void roles_guestAndOthers_areHeldToTheirPaths() {
        String path = created();
        ok(200, client.post("admin", path + "/start", null));
        JsonObject own = new JsonObject().put("user_id", "guest-1");
        JsonObject other = new JsonObject().put("user_id", "somebody");

        ok(200, client.post("guest", path + "/assign", own));
        refused(403, "FORBIDDEN", client.post("guest", path + "/assign", other));
        refused(403, "FORBIDDEN", client.get("guest", path + "/assignments/somebody"));
        refused(403, "FORBIDDEN", client.get("guest", path + "/metrics"));
        refused(403, "FORBIDDEN", client.post("crew", "/api/experiments", body()));
        refused(401, "UNAUTHORIZED", client.get("", path));
        refused(404, "EXPERIMENT_NOT_FOUND", client.get("stranger", path));
    }

    @Test
    void refusals_ofMissingThings_haveTheirCodes() {
        String path = created();

        refused(404, "EXPERIMENT_NOT_FOUND", client.get("admin", "/api/experiments/exp_none"));
        refused(404, "METRICS_NOT_FOUND", client.get("admin", path + "/metrics/var_none"));
        refused(404, "ANALYSIS_NOT_FOUND", client.get("admin", path + "/analysis"));
        refused(404, "ASSIGNMENT_NOT_FOUND", client.get("admin", path + "/assignments/nobody"));
        refused(400, "INVALID_STATE", client.post("admin", path + "/pause", null));
        refused(400, "VALIDATION_ERROR", client.get("admin", "/api/experiments?limit=many"));
        refused(400, "VALIDATION_ERROR", client.get("admin", path + "/lift-history?metric=none"));
    }

    @Test
    void create_sameIdempotencyKey_isReplayed() {
        Map<String, String> key = Map.of("Idempotency-Key", "17");
        SurfaceClient.Reply first = client.send("admin", "POST", "/api/experiments", body().encode(), key);
        SurfaceClient.Reply second = client.send("admin", "POST", "/api/experiments", body().encode(), key);
        SurfaceClient.Reply other = client.send(
                "admin", "POST", "/api/experiments", body().put("name", "Other").encode(), key);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("etag")).isEqualTo(first.header("etag")).isEqualTo("\"1\"");
        assertThat(first.header("idempotency-replayed")).isEmpty();
        assertThat(second.header("idempotency-replayed")).isEqualTo("true");
        refused(409, "IDEMPOTENCY_CONFLICT", other);
    }

    @Test
    void transition_sentAgainUnderItsKey_isAnsweredAsTheFirst() {
        String path = created();
        Map<String, String> key = Map.of("Idempotency-Key", "\"17\"");

        SurfaceClient.Reply first = client.send("admin", "POST", path + "/start", null, key);
        SurfaceClient.Reply again = client.send("admin", "POST", path + "/start", null, key);

        ok(200, first);
        assertThat(again.body()).isEqualTo(first.body());
        refused(400, "INVALID_STATE", client.post("admin", path + "/start", null));
        refused(409, "IDEMPOTENCY_CONFLICT", client.send("admin", "POST", path + "/pause", null, key));
    }

    @Test
    void get_entityTagThatIsKnown_isNotModified() {
        String path = created();
        String tag = client.get("crew", path).header("etag");

        SurfaceClient.Reply known = client.send("crew", "GET", path, null, Map.of("If-None-Match", "\"x\", W/" + tag));
        SurfaceClient.Reply unknown = client.send("crew", "GET", path, null, Map.of("If-None-Match", "\"77\""));

        assertThat(known.status()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.header("etag")).isEqualTo(tag);
        ok(200, unknown);
    }

    @Test
    void change_entityTagThatIsOld_isPreconditionFailed() {
        String path = created();
        String tag = client.get("crew", path).header("etag");
        String name = new JsonObject().put("name", "Other").encode();

        SurfaceClient.Reply changed = client.send("admin", "PATCH", path, name, Map.of("If-Match", tag));

        ok(200, changed);
        assertThat(changed.header("etag")).isEqualTo("\"2\"");
        refused(412, "PRECONDITION_FAILED", client.send("admin", "PATCH", path, name, Map.of("If-Match", tag)));
        refused(
                412,
                "PRECONDITION_FAILED",
                client.send("admin", "POST", path + "/start", null, Map.of("If-Match", tag)));
        refused(412, "PRECONDITION_FAILED", client.send("admin", "DELETE", path, null, Map.of("If-Match", "W/\"2\"")));
        ok(200, client.send("admin", "POST", path + "/start", null, Map.of("If-Match", "*")));
    }

    @Test
    void update_nothingThatCanBeChanged_isValidationError() {
        String path = created();

        refused(400, "VALIDATION_ERROR", client.patch("admin", path, new JsonObject().put("status", "running")));
        refused(
                400,
                "VALIDATION_ERROR",
                client.patch("admin", path, new JsonObject().put("allocation_unit", "device")));
    }

    @Test
    void assign_userIdAsLongAsTheCollectorTakes_isTakenAndNoLonger() {
        String path = created();
        ok(200, client.post("admin", path + "/start", null));
        String longest = "u".repeat(EventLimits.MOST_ID_LENGTH);

        ok(200, client.post("admin", path + "/assign", new JsonObject().put("user_id", longest)));
        ok(200, client.get("admin", path + "/assignments/" + longest));
        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", path + "/assign", new JsonObject().put("user_id", longest + "u")));
    }

    @Test
    void lists_limitOverTheMost_isClampedAndEchoed() {
        String path = created();

        JsonObject experiments = ok(200, client.get("crew", "/api/experiments?limit=5000&offset=3"));
        JsonObject assignments = ok(200, client.get("admin", path + "/assignments?limit=99999"));

        assertThat(experiments.getJsonObject("meta").getInteger("limit")).isEqualTo(100);
        assertThat(experiments.getJsonObject("meta").getInteger("offset")).isEqualTo(3);
        assertThat(assignments.getJsonObject("meta").getInteger("limit")).isEqualTo(1_000);
        assertThat(ok(200, client.get("crew", "/api/experiments"))
                        .getJsonObject("meta")
                        .getInteger("limit"))
                .isEqualTo(50);
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/experiments?limit=0"));
        refused(400, "VALIDATION_ERROR", client.get("crew", "/api/experiments?offset=-1"));
    }

    @Test
    void analysis_latest_isAnObjectAndNotLatestAnArrayNewestFirst() {
        String path = created();
        ok(200, client.post("crew", path + "/analyze", new JsonObject().put("analysis_type", "bayesian")));
        ok(200, client.post("crew", path + "/analyze", new JsonObject().put("analysis_type", "frequentist")));

        JsonObject latest =
                ok(200, client.get("crew", path + "/analysis?latest=true")).getJsonObject("data");
        JsonArray all =
                ok(200, client.get("crew", path + "/analysis?latest=false")).getJsonArray("data");

        assertThat(latest.containsKey("frequentist_analysis")).isTrue();
        assertThat(all).hasSize(2);
        assertThat(all.getJsonObject(0)).isEqualTo(latest);
        assertThat(all.getJsonObject(1).containsKey("bayesian_analysis")).isTrue();
    }

    @Test
    void summary_total_leavesArchivedOnesOut() {
        JsonObject before = ok(200, client.get("crew", "/api/experiments/dashboard/summary"))
                .getJsonObject("data");
        String path = created();
        ok(200, client.delete("admin", path));
        created();

        JsonObject after = ok(200, client.get("crew", "/api/experiments/dashboard/summary"))
                .getJsonObject("data");

        assertThat(after.getInteger("total_experiments"))
                .isEqualTo(before.getInteger("total_experiments") + 1)
                .isEqualTo(after.getInteger("draft_experiments")
                        + after.getInteger("running_experiments")
                        + after.getInteger("paused_experiments")
                        + after.getInteger("completed_experiments"));
    }

    @Test
    void sampleSize_shareByAFixedTest_isTheTextbooksFigure() {
        JsonObject question = new JsonObject()
                .put("metric_kind", "share")
                .put("baseline", 0.10)
                .put("minimum_detectable_effect", 0.2)
                .put("mode", "fixed");

        JsonObject data = ok(200, client.post("crew", "/api/experiments/sample-size", question))
                .getJsonObject("data");

        // (1.959964 + 0.841621)^2 * (0.10 * 0.90 + 0.12 * 0.88) / 0.02^2, computed by hand.
        assertThat(data.getLong("users_per_arm")).isEqualTo(3_839);
        assertThat(data.getLong("total_users")).isEqualTo(7_678);
    }

    @Test
    void sampleSize_questionWithoutAnAnswer_isValidationError() {
        JsonObject mean =
                new JsonObject().put("metric_kind", "mean").put("baseline", 2).put("minimum_detectable_effect", 0.1);

        refused(400, "VALIDATION_ERROR", client.post("admin", "/api/experiments/sample-size", mean));
        refused(403, "FORBIDDEN", client.post("guest", "/api/experiments/sample-size", mean.put("variance", 4)));
    }

    @Test
    void stream_viewersAndStrangers_getASnapshotOrTheirRefusal() {
        String path = created();

        assertThat(client.firstLines("crew", "/sommos" + path + "/stream", 3))
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("id: "))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("event: snapshot"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("data: {\"experiment\""));
        refused(403, "FORBIDDEN", client.get("guest", path + "/stream"));
        refused(404, "EXPERIMENT_NOT_FOUND", client.get("stranger", path + "/stream"));
    }

    @Test
    void update_variantWithAnId_keepsWhatIsLeftOut() {
        String path = created();
        JsonArray variants =
                ok(200, client.get("admin", path)).getJsonObject("data").getJsonArray("variants");
        JsonArray change = new JsonArray();
        for (int i = 0; i < 2; i++) {
            JsonObject variant = variants.getJsonObject(i);
            change.add(new JsonObject()
                    .put("id", variant.getString("id"))
                    .put("name", variant.getString("name"))
                    .put("allocation_percentage", i == 0 ? 30 : 70));
        }

        JsonArray changed = ok(200, client.patch("admin", path, new JsonObject().put("variants", change)))
                .getJsonObject("data")
                .getJsonArray("variants");

        assertThat(changed.getJsonObject(0).getBoolean("is_control")).isTrue();
        assertThat(changed.getJsonObject(1).getJsonObject("config"))
                .isEqualTo(variants.getJsonObject(1).getJsonObject("config"));
        assertThat(changed.getJsonObject(1).getInteger("allocation_percentage")).isEqualTo(70);
    }

    private String created() {
        JsonObject created = ok(201, client.post("admin", "/api/experiments", body()));
        return "/api/experiments/" + created.getJsonObject("data").getString("id");
    }

    private static JsonObject ok(int status, SurfaceClient.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        JsonObject answer = new JsonObject(reply.body());
        assertThat(answer.getBoolean("success")).isTrue();
        return answer;
    }

    private static JsonObject refused(int status, String code, SurfaceClient.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        JsonObject answer = new JsonObject(reply.body());
        assertThat(answer.getBoolean("success")).isFalse();
        assertThat(answer.getJsonObject("error").getString("code")).isEqualTo(code);
        assertThat(answer.getJsonObject("error").getString("timestamp")).isNotBlank();
        return answer;
    }

    private static JsonObject body() {
        return new JsonObject()
                .put("name", "New Algorithm Test")
                .put("description", "Testing collaborative filtering vs. content-based")
                .put("hypothesis", "It converts better")
                .put(
                        "variants",
                        new JsonArray().add(variant("control", true, 50)).add(variant("treatment", false, 50)))
                .put("target_metric", "conversion_rate")
                .put(
                        "guardrail_metrics",
                        new JsonArray()
                                .add("avg_rating")
                                .add(new JsonObject()
                                        .put("metric_name", "bounce_rate")
                                        .put("threshold", 0.3)
                                        .put("direction", "down")))
                .put("allocation_unit", "user")
                .put("start_date", "2025-10-05T00:00:00Z")
                .put("end_date", "2025-10-20T00:00:00Z")
                .put("metadata", new JsonObject().put("owner", "data_team").put("priority", "high"));
    }

    private static JsonObject variant(String name, boolean control, int allocation) {
        return new JsonObject()
                .put("name", name)
                .put("is_control", control)
                .put("allocation_percentage", allocation)
                .put("config", new JsonObject().put("algorithm", name));
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
