package io.splitstream.api.surface.sommos;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.splitstream.api.assignment.Assignments;
import io.splitstream.api.assignment.InMemoryAssignments;
import io.splitstream.api.decision.Decisions;
import io.splitstream.api.decision.InMemoryDecisions;
import io.splitstream.api.experiment.Experiments;
import io.splitstream.api.experiment.InMemoryExperiments;
import io.splitstream.api.identity.Admission;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.results.FakeResultSource;
import io.splitstream.api.results.Results;
import io.splitstream.api.results.Segments;
import io.splitstream.api.surface.Callers;
import io.splitstream.api.surface.live.LiveStreams;
import io.splitstream.contracts.identity.TokenVerifier;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
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
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Workers workers = new Workers("test", 8, 64, meters);
    private SommosClient client = new SommosClient(0);
    private ResponseValidator validator =
            await(OpenAPIContract.from(vertx, DOCUMENT).map(contract -> ResponseValidator.create(vertx, contract)));

    @BeforeAll
    void listen() {
        Clock clock = Clock.systemUTC();
        InMemoryExperiments experiments = new InMemoryExperiments();
        FakeResultSource source = new FakeResultSource();
        Results results = new Results(source, clock);
        SommosUseCases useCases = new SommosUseCases(
                new Experiments(experiments, id -> true, clock, new Random(1)),
                new Assignments(new InMemoryAssignments(experiments), assignment -> {}, clock),
                results,
                new Segments(results, source, clock),
                new Decisions(results, new InMemoryDecisions(), clock));
        Callers callers = new Callers(new Admission(new TokenVerifier(SommosClient.SECRET, clock)));
        SommosSurface surface = new SommosSurface(
                useCases, workers, workers, callers, new LiveStreams(vertx, workers, callers, clock), meters, clock);
        Router root = Router.router(vertx);
        root.route("/sommos/*").subRouter(await(surface.router(vertx, "/sommos")));
        root.route("/*").subRouter(await(surface.router(vertx, "")));
        HttpServer server = await(vertx.createHttpServer().requestHandler(root).listen(0, "127.0.0.1"));
        client = new SommosClient(server.actualPort());
    }

    @AfterAll
    void close() {
        workers.close();
        await(vertx.close());
    }

    @Test
    void workflow_fromCreationToArchive_answersAsDocumented() {
        JsonObject created = ok("createExperiment", 201, client.post("admin", "/api/experiments", body()));
        String id = created.getJsonObject("data").getString("experiment_id");
        String path = "/api/experiments/" + id;
        String treatment = created.getJsonObject("data")
                .getJsonArray("variants")
                .getJsonObject(1)
                .getString("id");
        assertThat(created.getString("message")).isEqualTo("Experiment created successfully");

        ok("startExperiment", 200, client.post("admin", path + "/start", null));
        ok("assignUser", 200, client.post("crew", path + "/assign", new JsonObject().put("user_id", "u1")));
        ok("getAssignment", 200, client.get("crew", path + "/assignments/u1"));
        ok("listAssignments", 200, client.get("admin", path + "/assignments"));
        ok("pauseExperiment", 200, client.post("admin", path + "/pause", null));
        ok("updateExperiment", 200, client.patch("admin", path, new JsonObject().put("name", "Renamed")));
        ok("resumeExperiment", 200, client.post("admin", path + "/resume", null));
        ok("getMetrics", 200, client.get("crew", path + "/metrics"));
        ok("getVariantMetrics", 200, client.get("crew", path + "/metrics/" + treatment));
        ok("getMetrics", 200, client.get("crew", path + "/metrics?segment=device&metric=click_rate"));
        ok("getFunnel", 200, client.get("crew", path + "/funnel"));
        ok("getRealtime", 200, client.get("crew", path + "/realtime"));
        ok("analyze", 200, client.post("crew", path + "/analyze", null));
        ok("getAnalysis", 200, client.get("crew", path + "/analysis"));
        ok("getAnalysis", 200, client.get("crew", path + "/analysis?latest=false"));
        ok("getGuardrails", 200, client.get("crew", path + "/guardrails"));
        ok("getRecommendation", 200, client.get("crew", path + "/recommendation"));
        ok("getLiftHistory", 200, client.get("crew", path + "/lift-history"));
        JsonObject conclusion =
                new JsonObject().put("winner_variant_id", treatment).put("conclusion", "better");
        ok("completeExperiment", 200, client.post("admin", path + "/complete", conclusion));
        JsonObject whole = ok("getExperiment", 200, client.get("crew", path)).getJsonObject("data");
        assertThat(whole.getString("winner_variant_id")).isEqualTo(treatment);
        assertThat(whole.getJsonArray("guardrail_metrics")).isEqualTo(body().getJsonArray("guardrail_metrics"));
        assertThat(whole.getJsonObject("metadata")).isEqualTo(body().getJsonObject("metadata"));
        ok("archiveExperiment", 200, client.delete("admin", path));
        ok("listExperiments", 200, client.get("crew", "/sommos/api/experiments?status=archived&limit=1000"));
        ok("getDashboardSummary", 200, client.get("crew", "/api/experiments/dashboard/summary"));
    }

    @Test
    void metrics_withoutEvents_areZeros() {
        String path = created();

        JsonObject data =
                ok("getMetrics", 200, client.get("crew", path + "/metrics")).getJsonObject("data");

        JsonObject first = data.getJsonArray("variants").getJsonObject(0);
        assertThat(first.getInteger("users")).isZero();
        assertThat(first.getDouble("avg_rating")).isZero();
        assertThat(data.getValue("updated_at")).isNull();
    }

    @Test
    void analyze_oneMethod_leavesTheOtherOut() {
        JsonObject data = ok(
                        "analyze",
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
        refused("createExperiment", 400, "VALIDATION_ERROR", client.postText("admin", "/api/experiments", body));
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
            refused("createExperiment", 400, "VALIDATION_ERROR", client.post("admin", "/api/experiments", bad));
        }
    }

    @Test
    void create_otherMediaType_isUnsupported() {
        SommosClient.Reply reply = client.send("admin", "POST", "/api/experiments", body().encode(), "text/plain");

        refused("createExperiment", 415, "UNSUPPORTED_MEDIA_TYPE", reply);
    }

    @Test
    void create_bodyOverTheLimit_isTooLarge() {
        JsonObject big = body().put("metadata", new JsonObject().put("x", "y".repeat(300_000)));

        refused("createExperiment", 413, "PAYLOAD_TOO_LARGE", client.post("admin", "/api/experiments", big));
    }

    @Test
    void roles_guestAndOthers_areHeldToTheirPaths() {
        String path = created();
        ok("startExperiment", 200, client.post("admin", path + "/start", null));
        JsonObject own = new JsonObject().put("user_id", "guest-1");
        JsonObject other = new JsonObject().put("user_id", "somebody");

        ok("assignUser", 200, client.post("guest", path + "/assign", own));
        refused("assignUser", 403, "FORBIDDEN", client.post("guest", path + "/assign", other));
        refused("getAssignment", 403, "FORBIDDEN", client.get("guest", path + "/assignments/somebody"));
        refused("getMetrics", 403, "FORBIDDEN", client.get("guest", path + "/metrics"));
        refused("createExperiment", 403, "FORBIDDEN", client.post("crew", "/api/experiments", body()));
        refused("getExperiment", 401, "UNAUTHORIZED", client.get("", path));
        refused("getExperiment", 404, "EXPERIMENT_NOT_FOUND", client.get("stranger", path));
    }

    @Test
    void refusals_ofMissingThings_haveTheirCodes() {
        String path = created();

        refused("getExperiment", 404, "EXPERIMENT_NOT_FOUND", client.get("admin", "/api/experiments/exp_none"));
        refused("getVariantMetrics", 404, "METRICS_NOT_FOUND", client.get("admin", path + "/metrics/var_none"));
        refused("getAnalysis", 404, "ANALYSIS_NOT_FOUND", client.get("admin", path + "/analysis"));
        refused("getAssignment", 404, "ASSIGNMENT_NOT_FOUND", client.get("admin", path + "/assignments/nobody"));
        refused("pauseExperiment", 400, "INVALID_STATE", client.post("admin", path + "/pause", null));
        refused("listExperiments", 400, "VALIDATION_ERROR", client.get("admin", "/api/experiments?limit=many"));
        refused("getLiftHistory", 400, "VALIDATION_ERROR", client.get("admin", path + "/lift-history?metric=none"));
    }

    @Test
    void create_sameIdempotencyKey_isReplayed() {
        Map<String, String> key = Map.of("Idempotency-Key", "key-1");
        SommosClient.Reply first = client.send("admin", "POST", "/api/experiments", body().encode(), key);
        SommosClient.Reply second = client.send("admin", "POST", "/api/experiments", body().encode(), key);
        SommosClient.Reply other = client.send(
                "admin", "POST", "/api/experiments", body().put("name", "Other").encode(), key);

        assertThat(second.body()).isEqualTo(first.body());
        refused("createExperiment", 409, "IDEMPOTENCY_CONFLICT", other);
    }

    @Test
    void stream_viewersAndStrangers_getASnapshotOrTheirRefusal() {
        String path = created();

        assertThat(client.firstLines("crew", "/sommos" + path + "/stream", 3))
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("id: "))
                .satisfies(lines -> assertThat(lines.get(1)).isEqualTo("event: snapshot"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("data: {\"experiment\""));
        refused("getRealtime", 403, "FORBIDDEN", client.get("guest", path + "/stream"));
        refused("getRealtime", 404, "EXPERIMENT_NOT_FOUND", client.get("stranger", path + "/stream"));
    }

    @Test
    void update_variantWithAnId_keepsWhatIsLeftOut() {
        String path = created();
        JsonArray variants = ok("getExperiment", 200, client.get("admin", path))
                .getJsonObject("data")
                .getJsonArray("variants");
        JsonArray change = new JsonArray();
        for (int i = 0; i < 2; i++) {
            JsonObject variant = variants.getJsonObject(i);
            change.add(new JsonObject()
                    .put("id", variant.getString("id"))
                    .put("name", variant.getString("name"))
                    .put("allocation_percentage", i == 0 ? 30 : 70));
        }

        JsonArray changed = ok(
                        "updateExperiment", 200, client.patch("admin", path, new JsonObject().put("variants", change)))
                .getJsonObject("data")
                .getJsonArray("variants");

        assertThat(changed.getJsonObject(0).getBoolean("is_control")).isTrue();
        assertThat(changed.getJsonObject(1).getJsonObject("config"))
                .isEqualTo(variants.getJsonObject(1).getJsonObject("config"));
        assertThat(changed.getJsonObject(1).getInteger("allocation_percentage")).isEqualTo(70);
    }

    private String created() {
        JsonObject created = ok("createExperiment", 201, client.post("admin", "/api/experiments", body()));
        return "/api/experiments/" + created.getJsonObject("data").getString("id");
    }

    private JsonObject ok(String operation, int status, SommosClient.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        JsonObject answer = checked(operation, reply);
        assertThat(answer.getBoolean("success")).isTrue();
        return answer;
    }

    private void refused(String operation, int status, String code, SommosClient.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        JsonObject answer = checked(operation, reply);
        assertThat(answer.getBoolean("success")).isFalse();
        assertThat(answer.getJsonObject("error").getString("code")).isEqualTo(code);
        assertThat(answer.getJsonObject("error").getString("timestamp")).isNotBlank();
    }

    private JsonObject checked(String operation, SommosClient.Reply reply) {
        JsonObject answer = new JsonObject(reply.body());
        await(validator.validate(
                ValidatableResponse.create(reply.status(), answer.toBuffer(), "application/json"), operation));
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
