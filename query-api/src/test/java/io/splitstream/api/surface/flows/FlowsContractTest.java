package io.splitstream.api.surface.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.decision.SampleStatistics;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.Readiness;
import io.splitstream.api.results.DailyCounts;
import io.splitstream.api.surface.ApiServer;
import io.splitstream.api.surface.DocumentedAnswers;
import io.splitstream.api.surface.EdgeForwarding;
import io.splitstream.api.surface.SurfaceClient;
import io.splitstream.api.surface.SurfaceClient.Reply;
import io.splitstream.api.surface.SurfaceContext;
import io.splitstream.api.surface.Surfaces;
import io.splitstream.api.surface.UseCasesInMemory;
import io.splitstream.api.surface.export.Exports;
import io.splitstream.api.surface.live.LiveStreams;
import io.splitstream.api.surface.sommos.SommosSurface;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The surface over HTTP beside sommos, on the same stores in memory: every answer is checked against a document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowsContractTest {
    private static final String FLOWS = "/flows";

    private final Vertx vertx = Vertx.vertx();
    private final UseCasesInMemory useCases = new UseCasesInMemory(100_000);
    private final DocumentedAnswers flowsDocument = new DocumentedAnswers(vertx, "openapi/flows.yaml");
    private final DocumentedAnswers sommosDocument = new DocumentedAnswers(vertx, "openapi/sommos.yaml");
    private SurfaceClient client = new SurfaceClient(0, this::check);

    @BeforeAll
    void listen() throws IOException {
        SurfaceContext context = useCases.context();
        Surfaces surfaces = Surfaces.of(
                        "/sommos",
                        new SommosSurface(
                                useCases.sommos(),
                                context,
                                new LiveStreams(vertx, context.reads(), context.callers(), context.clock()),
                                new Exports(
                                        vertx,
                                        // Where nothing listens.
                                        new ApiSettings.ClickHouse("http://127.0.0.1:1", "u", "p"),
                                        new ApiSettings.Exports(1, Duration.ofMinutes(1)),
                                        context)))
                .and(FLOWS, new FlowsSurface(useCases.flows(), context));
        ApiServer server = new ApiServer(
                vertx,
                surfaces,
                new EdgeForwarding(vertx, URI.create("http://127.0.0.1:1"), surfaces),
                new Readiness(Map.of(), context.reads()),
                context.callers());
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        await(server.start("127.0.0.1", port));
        client = new SurfaceClient(port, this::check);
    }

    @AfterAll
    void close() {
        useCases.close();
        await(vertx.close());
    }

    /** By whose document an answer has to be: at the root a token of flows has both. */
    private void check(String who, String method, String path, Reply reply) {
        if (path.startsWith(FLOWS)) {
            flowsDocument.check(method, path, reply.status(), reply.body());
        } else if (who.equals("flows") && flowsDocument.describes(method, FLOWS + path)) {
            flowsDocument.check(method, FLOWS + path, reply.status(), reply.body());
        } else {
            String own = path.startsWith("/sommos/") ? path.substring("/sommos".length()) : path;
            sommosDocument.check(method, own, reply.status(), reply.body());
        }
    }

    @Test
    void list_ofEverySurfacesExperiments_hasTheDocumentedShape() {
        String id = created(body());
        data(201, client.post("admin", "/api/experiments", sommosBody()));

        JsonObject page = whole(200, client.get("crew", "/flows/api/experiments?page=1&limit=1000"));

        assertThat(page.getJsonObject("meta").getInteger("limit")).isEqualTo(100);
        JsonObject listed = page.getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(listed.fieldNames())
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "type",
                        "status",
                        "audienceId",
                        "startDate",
                        "endDate",
                        "createdAt",
                        "updatedAt",
                        "variants",
                        "_count");
        assertThat(listed.getJsonArray("variants").getJsonObject(0).fieldNames())
                .containsExactly("id", "name", "splitPercentage", "flowId");
        JsonObject second = whole(200, client.get("crew", "/flows/api/experiments?page=2&limit=1"));
        assertThat(second.getJsonArray("data")).hasSize(1);
        assertThat(second.getJsonObject("meta").getInteger("totalPages"))
                .isEqualTo(second.getJsonObject("meta").getInteger("total"));
        for (String status : List.of("draft", "running", "stopped", "completed", "archived")) {
            JsonObject some = whole(200, client.get("crew", "/flows/api/experiments?limit=100&status=" + status));
            assertThat(some.getJsonArray("data"))
                    .hasSize(some.getJsonObject("meta").getInteger("total"))
                    .allSatisfy(one ->
                            assertThat(((JsonObject) one).getString("status")).isEqualTo(status));
        }
    }

    @Test
    void experiment_ofFlows_isThereInSommosWithAllThatItHas() {
        JsonObject made = data(201, client.post("admin", "/flows/api/experiments", body()));
        String id = made.getString("id");
        assertThat(made.getJsonArray("variants").getJsonObject(0).getJsonObject("config"))
                .isEqualTo(new JsonObject().put("steps", 3));
        assertThat(data(200, client.get("crew", "/flows/api/experiments/" + id)))
                .isEqualTo(made);

        JsonObject seen = data(200, client.get("crew", "/api/experiments/" + id));
        assertThat(seen.getJsonArray("variants").getJsonObject(0).getBoolean("is_control"))
                .isTrue();
        assertThat(seen.getJsonArray("variants").getJsonObject(1).getString("flow_id"))
                .isEqualTo("flow_b");
        assertThat(seen.getString("target_metric")).isEqualTo("user_conversion_rate");
        // Its variants go through sommos and back without losing what sommos has no words for.
        JsonArray variants = new JsonArray();
        for (int i = 0; i < 2; i++) {
            JsonObject variant = seen.getJsonArray("variants").getJsonObject(i);
            variants.add(new JsonObject()
                    .put("id", variant.getString("id"))
                    .put("name", variant.getString("name") + "!")
                    .put("is_control", i == 0)
                    .put("allocation_percentage", 50));
        }
        data(200, client.patch("admin", "/api/experiments/" + id, new JsonObject().put("variants", variants)));
        JsonObject back = data(200, client.get("crew", "/flows/api/experiments/" + id));
        assertThat(back.getJsonArray("variants").getJsonObject(1).getString("flowId"))
                .isEqualTo("flow_b");
        data(200, client.post("admin", "/sommos/api/experiments/" + id + "/start", null));
        JsonObject assigned = data(
                200, client.post("crew", "/api/experiments/" + id + "/assign", new JsonObject().put("user_id", "u")));
        assertThat(assigned.getJsonObject("variant").getString("flow_id")).startsWith("flow_");
        JsonObject running = data(200, client.get("crew", "/flows/api/experiments/" + id));
        assertThat(running.getString("status")).isEqualTo("running");
        assertThat(running.getJsonObject("_count").getInteger("assignments")).isEqualTo(1);
        assertThat(running.getInstant("startDate")).isEqualTo(running.getInstant("updatedAt"));
    }

    @Test
    void experiment_ofSommos_livesOnInFlows() {
        String id = data(201, client.post("admin", "/api/experiments", sommosBody()))
                .getString("id");
        String path = "/flows/api/experiments/" + id;
        JsonObject seen = data(200, client.get("crew", path));
        assertThat(seen.getValue("audienceId")).isNull();
        assertThat(seen.getString("startDate")).startsWith("2025-10-05");

        data(200, client.post("admin", path + "/start", null));
        assertThat(data(200, client.post("admin", path + "/stop", null)).getString("status"))
                .isEqualTo("stopped");
        assertThat(data(200, client.get("crew", "/api/experiments/" + id)).getString("status"))
                .isEqualTo("paused");
        assertThat(data(200, client.post("admin", path + "/start", null)).getString("status"))
                .isEqualTo("running");
        data(200, client.post("admin", "/api/experiments/" + id + "/complete", null));
        JsonObject completed = data(200, client.get("crew", path));
        assertThat(completed.getString("status")).isEqualTo("completed");
        assertThat(completed.getInstant("endDate")).isAfter(completed.getInstant("startDate"));
        assertThat(data(200, client.delete("admin", path)).getString("status")).isEqualTo("archived");
    }

    @Test
    void update_variants_replacesThemAndKeepsThoseWithAnId() {
        JsonObject made = data(201, client.post("admin", "/flows/api/experiments", body()));
        String path = "/flows/api/experiments/" + made.getString("id");
        String second = made.getJsonArray("variants").getJsonObject(1).getString("id");
        JsonArray variants = new JsonArray()
                .add(new JsonObject()
                        .put("id", second)
                        .put("name", "Detailed")
                        .put("splitPercentage", 40)
                        .put("config", new JsonObject()))
                .add(new JsonObject().put("name", "Third").put("splitPercentage", 60));

        JsonObject changed = data(200, client.patch("admin", path, new JsonObject().put("variants", variants)));

        JsonObject kept = changed.getJsonArray("variants").getJsonObject(0);
        assertThat(kept.getString("id")).isEqualTo(second);
        assertThat(kept.getString("flowId")).isEqualTo("flow_b");
        assertThat(kept.getJsonObject("config")).isEmpty();
        assertThat(changed.getString("description")).isEqualTo(made.getString("description"));
        JsonObject seen = data(200, client.get("crew", "/api/experiments/" + made.getString("id")));
        assertThat(seen.getJsonArray("variants").getJsonObject(0).getBoolean("is_control"))
                .isTrue();
        assertThat(data(200, client.patch("admin", path, new JsonObject().putNull("description")))
                        .getValue("description"))
                .isNull();
    }

    /** The allowed ones end in a status, every other is refused and changes nothing. */
    @ParameterizedTest(name = "from {0}")
    @CsvSource({
        // from,   update, start,   stop,    delete
        "draft,     draft, running, -,       archived",
        "running,   -,     -,       stopped, -",
        "stopped,   -,     running, -,       archived",
        "completed, -,     -,       -,       archived",
        "archived,  -,     -,       -,       -"
    })
    void move_fromStatus_isAllowedOnlyIfTheTableSays(
            String from, String update, String start, String stop, String delete) {
        Map<String, String> table = Map.of("update", update, "start", start, "stop", stop, "delete", delete);
        table.forEach((move, to) -> {
            String path = "/flows/api/experiments/" + in(from);
            Reply reply =
                    switch (move) {
                        case "update" -> client.patch("admin", path, new JsonObject().put("name", "x"));
                        case "delete" -> client.delete("admin", path);
                        default -> client.post("admin", path + "/" + move, null);
                    };
            if (to.equals("-")) {
                assertThat(refused(400, "INVALID_STATE", reply)).contains(" " + from + " ");
                assertThat(data(200, client.get("crew", path)).getString("status"))
                        .isEqualTo(from);
            } else {
                assertThat(data(200, reply).getString("status")).isEqualTo(to);
            }
        });
    }

    private String in(String status) {
        String id = created(body());
        String flows = "/flows/api/experiments/" + id;
        if (!status.equals("draft")) {
            data(200, client.post("admin", flows + "/start", null));
        }
        switch (status) {
            case "stopped" -> data(200, client.post("admin", flows + "/stop", null));
            case "completed" -> data(200, client.post("admin", "/api/experiments/" + id + "/complete", null));
            case "archived" -> {
                data(200, client.post("admin", flows + "/stop", null));
                data(200, client.delete("admin", flows));
            }
            default -> {}
        }
        return id;
    }

    @Test
    void results_areThoseOfMetricsAndOfTheArchivesDays() {
        JsonObject made = data(201, client.post("admin", "/flows/api/experiments", body()));
        String id = made.getString("id");
        String first = made.getJsonArray("variants").getJsonObject(0).getString("id");
        String second = made.getJsonArray("variants").getJsonObject(1).getString("id");
        data(200, client.post("admin", "/flows/api/experiments/" + id + "/start", null));
        useCases.source()
                .statistics(new SampleStatistics()
                        .converting(first, 250, 45)
                        .converting(second, 250, 67)
                        .completeUntil(Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        LocalDate day = LocalDate.parse("2025-02-01");
        useCases.source()
                .daily(List.of(
                        new DailyCounts(first, day, 200, 400, 3, 30, new BigDecimal("12.5")),
                        new DailyCounts(second, day, 250, 500, 4, 67, BigDecimal.ZERO),
                        new DailyCounts(first, day.plusDays(1), 50, 100, 0, 15, BigDecimal.ZERO)));

        JsonObject results = data(200, client.get("crew", "/flows/api/experiments/" + id + "/results"));
        JsonObject computed = data(200, client.post("crew", "/flows/api/experiments/" + id + "/compute-results", null));
        JsonObject metrics = data(200, client.get("crew", "/api/experiments/" + id + "/metrics"));

        JsonObject counted = results.getJsonArray("variants").getJsonObject(0);
        assertThat(counted.fieldNames())
                .containsExactly("variantId", "variantName", "splitPercentage", "participants", "results");
        assertThat(counted.getInteger("participants")).isEqualTo(250);
        assertThat(counted.getJsonArray("results")).hasSize(2);
        assertThat(counted.getJsonArray("results").getJsonObject(0).getString("date"))
                .isEqualTo("2025-02-01");
        assertThat(counted.getJsonArray("results").getJsonObject(0).getDouble("revenue"))
                .isEqualTo(12.5);
        for (int i = 0; i < 2; i++) {
            JsonObject variant = computed.getJsonArray("variants").getJsonObject(i);
            JsonObject measured = metrics.getJsonArray("variants").getJsonObject(i);
            assertThat(variant.fieldNames())
                    .containsExactly("variantId", "variantName", "sampleSize", "conversions", "conversionRate");
            assertThat(variant.getInteger("sampleSize")).isEqualTo(measured.getInteger("users"));
            assertThat(variant.getInteger("conversions")).isEqualTo(measured.getInteger("conversions"));
        }
        assertThat(computed.getJsonArray("variants").getJsonObject(0).getDouble("conversionRate"))
                .isEqualTo(0.18);
        assertThat(computed.getJsonArray("variants").getJsonObject(1).getDouble("conversionRate"))
                .isEqualTo(0.268);
        JsonObject analysis = data(200, client.get("crew", "/api/experiments/" + id + "/analysis"));
        assertThat(analysis.getString("metric_name")).isEqualTo(computed.getString("metric"));
        assertThat(analysis.getDouble("absolute_lift"))
                .isEqualTo(computed.getJsonArray("comparisons").getJsonObject(0).getDouble("absoluteLift"));
        useCases.source()
                .statistics(new SampleStatistics().completeUntil(Instant.now().plus(Duration.ofDays(1))));
    }

    @Test
    void compute_withoutEvents_isZerosWithAReason() {
        String id = created(body());

        JsonObject computed =
                data(200, client.post("admin", "/flows/api/experiments/" + id + "/compute-results", null));

        JsonObject variant = computed.getJsonArray("variants").getJsonObject(0);
        assertThat(variant.getDouble("conversionRate")).isZero();
        assertThat(computed.getJsonArray("comparisons").getJsonObject(0).getString("reason"))
                .isEqualTo("NO_USERS");
    }

    @Test
    void atTheRoot_tokenOfFlows_isAnsweredInFlows_andItsUsersAreAssignedAsEver() {
        JsonObject made = data(201, client.post("flows", "/api/experiments", body()));
        String path = "/api/experiments/" + made.getString("id");
        assertThat(made.getString("type")).isEqualTo("ab_test");
        assertThat(whole(200, client.get("flows", "/api/experiments?limit=1"))
                        .getJsonObject("meta")
                        .fieldNames())
                .containsExactly("total", "page", "limit", "totalPages");
        assertThat(data(200, client.post("flows", path + "/start", null)).getString("status"))
                .isEqualTo("running");
        data(200, client.post("flows", path + "/assign", new JsonObject().put("user_id", "u")));
        data(200, client.get("flows", path + "/metrics"));
        data(200, client.get("flows", path + "/results"));
        data(200, client.post("flows", path + "/compute-results", null));
        data(200, client.post("flows", path + "/stop", null));
        data(200, client.delete("flows", path));
        whole(200, client.get("flows", "/api/audiences"));
        refused(400, "VALIDATION_ERROR", client.post("flows", "/api/experiments", new JsonObject()));
        refused(404, "ROUTE_NOT_FOUND", client.get("flows", "/api/audiences/a/b"));
        refused(413, "PAYLOAD_TOO_LARGE", client.postText("flows", "/api/experiments", " ".repeat(1 << 20)));

        refused(404, "ROUTE_NOT_FOUND", client.get("admin", "/api/audiences"));
        refused(404, "ROUTE_NOT_FOUND", client.post("admin", path + "/stop", null));
        assertThat(whole(200, client.get("flows", "/sommos/api/experiments")).getBoolean("success"))
                .isTrue();
        assertThat(data(200, client.get("admin", path)).getString("target_metric"))
                .isNotBlank();
    }

    @Test
    void audience_decidesWhoIsEnrolled() {
        JsonObject rules = new JsonObject("""
                {"name":"Grown-ups with a plan","rules":[
                 {"attribute":"age","operator":"at_least","value":18},
                 {"attribute":"plan","operator":"in","values":["pro","team"]}]}""");
        JsonObject audience = data(201, client.post("admin", "/flows/api/audiences", rules));
        String audiencePath = "/flows/api/audiences/" + audience.getString("id");
        assertThat(audience.getString("match")).isEqualTo("all");
        assertThat(data(200, client.get("crew", audiencePath))).isEqualTo(audience);
        String id = created(body().put("audienceId", audience.getString("id")));
        data(200, client.post("admin", "/flows/api/experiments/" + id + "/start", null));
        String assign = "/api/experiments/" + id + "/assign";

        refused(404, "ASSIGNMENT_NOT_FOUND", client.post("crew", assign, user("none", new JsonObject())));
        JsonObject young = new JsonObject().put("age", 17).put("plan", "pro");
        refused(404, "ASSIGNMENT_NOT_FOUND", client.post("crew", assign, user("young", young)));
        refused(404, "ASSIGNMENT_NOT_FOUND", client.get("crew", "/api/experiments/" + id + "/assignments/young"));
        JsonObject grown = new JsonObject().put("age", 18).put("plan", "team");
        data(200, client.post("crew", assign, user("grown", grown)));
        // Once assigned, whatever is said of the user then.
        data(200, client.post("crew", assign, user("grown", new JsonObject())));
        JsonObject seen = data(200, client.get("crew", "/flows/api/experiments/" + id));
        assertThat(seen.getJsonObject("_count").getInteger("assignments")).isEqualTo(1);
        assertThat(data(200, client.get("crew", "/api/experiments/" + id)).getString("audience_id"))
                .isEqualTo(audience.getString("id"));

        JsonObject wider = new JsonObject().put("rules", new JsonArray().add(new JsonObject("""
                {"attribute":"age","operator":"exists"}""")));
        data(200, client.patch("admin", audiencePath, wider));
        data(200, client.post("crew", assign, user("young", young)));
        refused(409, "CONFLICT", client.delete("admin", audiencePath));
        data(200, client.post("admin", "/flows/api/experiments/" + id + "/stop", null));
        data(200, client.delete("admin", "/flows/api/experiments/" + id));
        data(200, client.delete("admin", audiencePath));
        refused(404, "AUDIENCE_NOT_FOUND", client.get("crew", audiencePath));
        assertThat(whole(200, client.get("crew", "/flows/api/audiences")).getJsonArray("data"))
                .noneMatch(one -> ((JsonObject) one).getString("id").equals(audience.getString("id")));
    }

    @Test
    void draft_takesAndLosesItsAudience() {
        JsonObject rules = new JsonObject("""
                {"name":"Some","match":"any","rules":[{"attribute":"beta","operator":"equals","value":true}]}""");
        String audience =
                data(201, client.post("admin", "/flows/api/audiences", rules)).getString("id");
        String path = "/flows/api/experiments/" + created(body());

        assertThat(data(200, client.patch("admin", path, new JsonObject().put("audienceId", audience)))
                        .getString("audienceId"))
                .isEqualTo(audience);
        refused(400, "VALIDATION_ERROR", client.patch("admin", path, new JsonObject().put("audienceId", "aud_none")));
        assertThat(data(200, client.patch("admin", path, new JsonObject().putNull("audienceId")))
                        .getValue("audienceId"))
                .isNull();
        data(200, client.delete("admin", "/flows/api/audiences/" + audience));
        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", "/flows/api/experiments", body().put("audienceId", audience)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\" \"}",
                "{\"type\":\"bandit\"}",
                "{\"variants\":[]}",
                "{\"variants\":[{\"name\":\"a\",\"splitPercentage\":100}]}",
                "{\"variants\":[{\"name\":\"a\",\"splitPercentage\":50},{\"name\":\"b\",\"splitPercentage\":49}]}",
                "{\"variants\":[{\"name\":\"a\",\"splitPercentage\":50},{\"name\":\"a\",\"splitPercentage\":50}]}",
                "{\"variants\":[{\"name\":\"a\",\"splitPercentage\":-1},{\"name\":\"b\",\"splitPercentage\":101}]}",
                "{\"variants\":[{\"id\":\"x\",\"name\":\"a\",\"splitPercentage\":50},{\"name\":\"b\",\"splitPercentage\":50}]}",
                "{\"variants\":[{\"name\":\"a\",\"splitPercentage\":50,\"flowId\":7},{\"name\":\"b\",\"splitPercentage\":50}]}",
                "{\"audienceId\":7}"
            })
    void create_badInput_is400(String change) {
        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", "/flows/api/experiments", body().mergeIn(new JsonObject(change))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rules\":[]}",
                "{\"match\":\"some\"}",
                "{\"rules\":[{\"attribute\":\"a\",\"operator\":\"like\",\"value\":\"b\"}]}",
                "{\"rules\":[{\"attribute\":\"a\",\"operator\":\"equals\"}]}",
                "{\"rules\":[{\"attribute\":\"a\",\"operator\":\"at_least\",\"value\":\"old\"}]}",
                "{\"rules\":[{\"attribute\":\"a\",\"operator\":\"exists\",\"value\":\"b\"}]}",
                "{\"rules\":[{\"attribute\":\"\",\"operator\":\"exists\"}]}",
                "{\"rules\":[{\"attribute\":\"a\",\"operator\":\"equals\",\"value\":{}}]}"
            })
    void createAudience_badInput_is400(String change) {
        JsonObject sound = new JsonObject("""
                {"name":"x","rules":[{"attribute":"a","operator":"exists"}]}""");

        refused(
                400,
                "VALIDATION_ERROR",
                client.post("admin", "/flows/api/audiences", sound.mergeIn(new JsonObject(change))));
    }

    @Test
    void badPages_unknownIds_andForeignWorkspaces_areRefused() {
        for (String query : List.of("page=0", "limit=0", "page=x", "page=10000001", "status=paused")) {
            refused(400, "VALIDATION_ERROR", client.get("crew", "/flows/api/experiments?" + query));
        }
        String path = "/flows/api/experiments/" + created(body());
        refused(404, "EXPERIMENT_NOT_FOUND", client.get("stranger", path));
        refused(404, "EXPERIMENT_NOT_FOUND", client.post("stranger", path + "/start", null));
        refused(404, "EXPERIMENT_NOT_FOUND", client.get("crew", "/flows/api/experiments/none/results"));
        refused(400, "VALIDATION_ERROR", client.patch("admin", path, new JsonObject()));
        refused(401, "UNAUTHORIZED", client.get("", path));
        refused(403, "FORBIDDEN", client.get("guest", path));
        refused(403, "FORBIDDEN", client.post("crew", path + "/start", null));
        refused(404, "ROUTE_NOT_FOUND", client.get("crew", "/flows/api/nothing"));
        refused(415, "UNSUPPORTED_MEDIA_TYPE", client.send("admin", "PATCH", path, "name: x", "text/yaml"));
    }

    @Test
    void create_underAKey_happensOnce() {
        Map<String, String> key = Map.of("Idempotency-Key", "k-flows-1");
        Reply first = client.send("admin", "POST", "/flows/api/experiments", body().encode(), key);
        Reply second = client.send("admin", "POST", "/flows/api/experiments", body().encode(), key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("idempotency-replayed")).isEqualTo("true");
    }

    private String created(JsonObject body) {
        return data(201, client.post("admin", "/flows/api/experiments", body)).getString("id");
    }

    private static JsonObject user(String id, JsonObject attributes) {
        return new JsonObject().put("user_id", id).put("attributes", attributes);
    }

    private static JsonObject body() {
        return new JsonObject()
                .put("name", "Onboarding Flow Test")
                .put("description", "Compare short vs. detailed onboarding")
                .put("type", "ab_test")
                .putNull("audienceId")
                .put(
                        "variants",
                        new JsonArray().add(variant("Control", "flow_a")).add(variant("Detailed", "flow_b")));
    }

    private static JsonObject variant(String name, String flow) {
        return new JsonObject()
                .put("name", name)
                .put("splitPercentage", 50)
                .put("flowId", flow)
                .put("config", new JsonObject().put("steps", 3));
    }

    private static JsonObject sommosBody() {
        return new JsonObject("""
                {"name":"Elsewhere","target_metric":"conversion_rate","start_date":"2025-10-05T00:00:00Z",
                 "variants":[{"name":"a","allocation_percentage":50},
                             {"name":"b","is_control":true,"allocation_percentage":50}]}""");
    }

    private static JsonObject data(int status, Reply reply) {
        return whole(status, reply).getJsonObject("data");
    }

    private static JsonObject whole(int status, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        return new JsonObject(reply.body());
    }

    private static String refused(int status, String code, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        JsonObject error = new JsonObject(reply.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("timestamp")).isNotBlank();
        return error.getString("message");
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
