package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows: the documented examples, one life across surfaces, audiences, figures equal to those of sommos, bad input. */
@Order(9)
class FlowsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CATCH_UP = Duration.ofSeconds(40);
    private static final String EXPERIMENTS = "/flows/api/experiments";

    private Stack stack;
    private ApiClient api;

    @BeforeEach
    void openStack() throws IOException {
        stack = Stack.running();
        api = stack.admin();
    }

    @Test
    void examples_runAsDocumented_haveTheDocumentedFields() throws IOException, InterruptedException {
        JsonNode audience = data(201, api.post("/flows/api/audiences", """
                {"name":"Everybody new","rules":[{"attribute":"visits","operator":"at_most","value":1}]}"""));
        ObjectNode sent = documented().put("audienceId", audience.path("id").asText());
        JsonNode created = data(201, api.post(EXPERIMENTS, sent.toString()));
        String path = EXPERIMENTS + "/" + created.path("id").asText();
        for (String field : List.of("name", "description", "type", "audienceId")) {
            assertThat(created.path(field)).as(field).isEqualTo(sent.path(field));
        }
        JsonNode variant = created.path("variants").get(0);
        assertFields(variant, "id", "name", "splitPercentage", "flowId", "config");
        assertThat(variant.path("flowId").asText()).isEqualTo("flow_a");
        assertThat(variant.path("config"))
                .isEqualTo(sent.path("variants").get(0).path("config"));

        Answer list = api.get(EXPERIMENTS + "?page=1&limit=20&status=draft");
        assertThat(list.status()).isEqualTo(200);
        assertFields(list.body(), "data", "meta");
        assertFields(list.body().path("meta"), "total", "page", "limit", "totalPages");
        JsonNode listed = list.data().get(0);
        assertFields(
                listed,
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
        assertFields(listed.path("variants").get(0), "id", "name", "splitPercentage", "flowId");
        assertFields(listed.path("_count"), "assignments");

        assertThat(data(200, api.get(path))).isEqualTo(created);
        JsonNode renamed = data(200, api.call("PATCH", path, "{\"name\":\"Renamed\"}"));
        assertThat(renamed.path("name").asText()).isEqualTo("Renamed");
        assertThat(renamed.path("variants")).isEqualTo(created.path("variants"));
        JsonNode started = data(200, api.call("POST", path + "/start", null));
        assertThat(started.path("status").asText()).isEqualTo("running");
        assertThat(Instant.parse(started.path("startDate").asText()))
                .isEqualTo(Instant.parse(started.path("updatedAt").asText()));
        resultsAreThere(path);
        assertThat(data(200, api.call("POST", path + "/stop", null))
                        .path("status")
                        .asText())
                .isEqualTo("stopped");
        assertThat(data(200, api.call("DELETE", path, null)).path("status").asText())
                .isEqualTo("archived");
    }

    private void resultsAreThere(String path) throws IOException, InterruptedException {
        JsonNode results = data(200, api.get(path + "/results"));
        assertFields(results, "experimentId", "name", "status", "startDate", "endDate", "variants", "completeUntil");
        assertFields(
                results.path("variants").get(0),
                "variantId",
                "variantName",
                "splitPercentage",
                "participants",
                "results");
        JsonNode computed = data(200, api.call("POST", path + "/compute-results", null));
        assertThat(computed.path("experimentId")).isEqualTo(results.path("experimentId"));
        assertFields(
                computed.path("variants").get(0),
                "variantId",
                "variantName",
                "sampleSize",
                "conversions",
                "conversionRate");
    }

    @Test
    void experiment_lives_acrossSurfaces() throws IOException, InterruptedException {
        String id = data(201, api.post(EXPERIMENTS, documented().toString()))
                .path("id")
                .asText();
        String flows = EXPERIMENTS + "/" + id;
        String sommos = "/api/experiments/" + id;
        JsonNode seen = data(200, api.get(sommos));
        assertThat(seen.at("/variants/0/is_control").asBoolean()).isTrue();
        assertThat(seen.at("/variants/1/flow_id").asText()).isEqualTo("flow_b");
        data(200, api.call("POST", sommos + "/start", null));
        JsonNode assigned = data(200, api.post(sommos + "/assign", "{\"user_id\":\"u\"}"));
        assertThat(assigned.at("/variant/flow_id").asText()).startsWith("flow_");
        data(200, api.call("POST", flows + "/stop", null));
        assertThat(data(200, api.get(sommos)).path("status").asText()).isEqualTo("paused");
        refused(400, "INVALID_STATE", api.post(sommos + "/assign", "{\"user_id\":\"late\"}"));
        data(200, api.call("POST", flows + "/start", null));
        assertThat(data(200, api.get(sommos)).path("status").asText()).isEqualTo("running");
        data(200, api.call("POST", sommos + "/complete", null));
        JsonNode completed = data(200, api.get(flows));
        assertThat(completed.path("status").asText()).isEqualTo("completed");
        assertThat(completed.path("endDate").isTextual()).isTrue();
        assertThat(completed.at("/_count/assignments").asInt()).isEqualTo(1);

        LoadTarget elsewhere = stack.experiments().create("made in sommos", 2);
        String theirs = EXPERIMENTS + "/" + elsewhere.experimentId();
        assertThat(data(200, api.get(theirs)).path("audienceId").isNull()).isTrue();
        data(200, api.call("POST", theirs + "/start", null));
        assertThat(data(200, api.get("/api/experiments/" + elsewhere.experimentId()))
                        .path("status")
                        .asText())
                .isEqualTo("running");
    }

    @ParameterizedTest(name = "from {0}")
    @CsvSource({
        // from,   update, start,   stop,    delete
        "draft,     draft, running, -,       archived",
        "running,   -,     -,       stopped, -",
        "stopped,   -,     running, -,       archived",
        "archived,  -,     -,       -,       -"
    })
    void move_fromStatus_isAllowedOnlyIfTheTableSays(
            String from, String update, String start, String stop, String delete)
            throws IOException, InterruptedException {
        Map<String, String> table = Map.of("update", update, "start", start, "stop", stop, "delete", delete);
        for (Map.Entry<String, String> cell : table.entrySet()) {
            String path = in(from);
            Answer answer =
                    switch (cell.getKey()) {
                        case "update" -> api.call("PATCH", path, "{\"name\":\"x\"}");
                        case "delete" -> api.call("DELETE", path, null);
                        default -> api.call("POST", path + "/" + cell.getKey(), null);
                    };
            if (cell.getValue().equals("-")) {
                refused(400, "INVALID_STATE", answer);
                assertThat(data(200, api.get(path)).path("status").asText()).isEqualTo(from);
            } else {
                assertThat(data(200, answer).path("status").asText()).isEqualTo(cell.getValue());
            }
        }
    }

    private String in(String status) throws IOException, InterruptedException {
        String path = EXPERIMENTS + "/"
                + data(201, api.post(EXPERIMENTS, documented().toString()))
                        .path("id")
                        .asText();
        List<String> moves =
                switch (status) {
                    case "running" -> List.of("start");
                    case "stopped", "archived" -> List.of("start", "stop");
                    default -> List.of();
                };
        for (String move : moves) {
            data(200, api.call("POST", path + "/" + move, null));
        }
        if (status.equals("archived")) {
            data(200, api.call("DELETE", path, null));
        }
        return path;
    }

    @Test
    void results_afterEvents_areThoseOfMetricsAndOfTheArchive() throws IOException, InterruptedException {
        JsonNode created = data(201, api.post(EXPERIMENTS, documented().toString()));
        String id = created.path("id").asText();
        data(200, api.call("POST", EXPERIMENTS + "/" + id + "/start", null));
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        List<String> events = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            String variant = created.path("variants").get(user % 2).path("id").asText();
            Instant at = user % 3 == 0 ? yesterday : Instant.now();
            events.add(event(id, variant, "u" + user, "impression", at));
            for (int conversion = 0; conversion < user % 4; conversion++) {
                events.add(event(id, variant, "u" + user, "conversion", at));
            }
        }
        String batch = "{\"events\":[" + String.join(",", events.subList(0, 50)) + "]}";
        String rest = "{\"events\":[" + String.join(",", events.subList(50, events.size())) + "]}";
        // By the surface's own base path, which forwards event routes too.
        for (String body : List.of(batch, rest)) {
            Answer sent = api.post(EXPERIMENTS + "/events/batch", body);
            assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        }
        new Results(stack).awaitComplete(id, Instant.now());

        JsonNode metrics = data(200, api.get("/api/experiments/" + id + "/metrics"));
        JsonNode computed = data(200, api.call("POST", EXPERIMENTS + "/" + id + "/compute-results", null));
        long conversions = 0;
        for (int i = 0; i < 2; i++) {
            JsonNode measured = metrics.path("variants").get(i);
            JsonNode variant = computed.path("variants").get(i);
            assertThat(variant.path("sampleSize")).isEqualTo(measured.path("users"));
            assertThat(variant.path("conversions")).isEqualTo(measured.path("conversions"));
            assertThat(variant.path("conversionRate").asDouble())
                    .isEqualTo(measured.path("conversions").asDouble()
                            / measured.path("users").asDouble());
            conversions += measured.path("conversions").asLong();
        }
        assertThat(conversions).isEqualTo(events.size() - 40);
        assertThat(data(200, api.get("/api/experiments/" + id + "/analysis")).path("metric_name"))
                .isEqualTo(computed.path("metric"));
        Await.until("the archive's days to hold every event", CATCH_UP, () -> daysEqual(id, metrics));
    }

    /** Whether the days of each variant add up to its metrics. */
    private boolean daysEqual(String id, JsonNode metrics) throws IOException, InterruptedException {
        JsonNode results = data(200, api.get(EXPERIMENTS + "/" + id + "/results"));
        boolean equal = true;
        for (int i = 0; i < 2; i++) {
            JsonNode variant = results.path("variants").get(i);
            JsonNode measured = metrics.path("variants").get(i);
            assertThat(variant.path("participants")).isEqualTo(measured.path("users"));
            long impressions = 0;
            long conversions = 0;
            long participants = 0;
            for (JsonNode day : variant.path("results")) {
                impressions += day.path("impressions").asLong();
                conversions += day.path("conversions").asLong();
                participants += day.path("participants").asLong();
            }
            equal &= variant.path("results").size() >= 2
                    && impressions == measured.path("impressions").asLong()
                    && conversions == measured.path("conversions").asLong()
                    && participants == measured.path("users").asLong();
        }
        return equal;
    }

    @Test
    void audience_withoutAMatch_nothingIsStored() throws IOException, InterruptedException {
        JsonNode audience = data(201, api.post("/flows/api/audiences", """
                {"name":"Adults on pro","rules":[
                 {"attribute":"age","operator":"at_least","value":18},
                 {"attribute":"plan","operator":"equals","value":"pro"}]}"""));
        String id = data(
                        201,
                        api.post(
                                EXPERIMENTS,
                                documented()
                                        .put("audienceId", audience.path("id").asText())
                                        .toString()))
                .path("id")
                .asText();
        data(200, api.call("POST", EXPERIMENTS + "/" + id + "/start", null));
        String path = "/api/experiments/" + id;

        refused(404, "ASSIGNMENT_NOT_FOUND", assign(path, "child", "{\"age\":17,\"plan\":\"pro\"}"));
        refused(404, "ASSIGNMENT_NOT_FOUND", assign(path, "nobody", "{}"));
        assertThat(data(200, api.get(path + "/assignments"))).isEmpty();
        data(200, assign(path, "adult", "{\"age\":18,\"plan\":\"pro\"}"));
        data(200, assign(path, "adult", "{}"));
        assertThat(data(200, api.get(path + "/assignments"))).hasSize(1);
        assertThat(data(200, api.get(EXPERIMENTS + "/" + id))
                        .at("/_count/assignments")
                        .asInt())
                .isEqualTo(1);
        Await.until(
                "the adult's assignment in the archive",
                CATCH_UP,
                () -> stack.analyst()
                                .number("SELECT count() FROM splitstream.v_assignments WHERE experiment_id = '" + id
                                        + "'")
                        == 1);
        String audiencePath = "/flows/api/audiences/" + audience.path("id").asText();
        refused(409, "CONFLICT", api.call("DELETE", audiencePath, null));
        data(200, api.call("PATCH", audiencePath, "{\"rules\":[{\"attribute\":\"age\",\"operator\":\"exists\"}]}"));
        data(200, assign(path, "child", "{\"age\":17}"));
        data(200, api.call("POST", "/api/experiments/" + id + "/complete", null));
        data(200, api.call("DELETE", audiencePath, null));
        refused(404, "AUDIENCE_NOT_FOUND", api.get(audiencePath));
    }

    private Answer assign(String path, String user, String attributes) throws IOException, InterruptedException {
        return api.post(path + "/assign", "{\"user_id\":\"" + user + "\",\"attributes\":" + attributes + "}");
    }

    @Test
    void atTheRoot_developmentTokenOfFlows_speaksFlows() throws IOException, InterruptedException {
        ApiClient flows = stack.flows();
        JsonNode created = data(201, flows.post("/api/experiments", documented().toString()));
        String path = "/api/experiments/" + created.path("id").asText();
        assertThat(created.path("type").asText()).isEqualTo("ab_test");
        assertThat(flows.get("/api/experiments?limit=1")
                        .body()
                        .at("/meta/limit")
                        .asInt())
                .isEqualTo(1);
        data(200, flows.call("POST", path + "/start", null));
        data(200, flows.post(path + "/assign", "{\"user_id\":\"u\"}"));
        data(200, flows.get(path + "/results"));
        data(200, flows.call("POST", path + "/stop", null));
        assertThat(data(200, flows.get("/sommos" + path)).path("status").asText())
                .isEqualTo("paused");
        assertThat(data(200, api.get(path)).path("target_metric").asText()).isEqualTo("user_conversion_rate");
        refused(404, "ROUTE_NOT_FOUND", api.call("POST", path + "/stop", null));
        data(200, flows.call("DELETE", path, null));
    }

    @Test
    void badInput_isAnsweredAsDocumented() throws IOException, InterruptedException {
        for (String query : List.of("page=0", "limit=0", "limit=x", "status=paused")) {
            refused(400, "VALIDATION_ERROR", api.get(EXPERIMENTS + "?" + query));
        }
        assertThat(api.get(EXPERIMENTS + "?limit=5000").body().at("/meta/limit").asInt())
                .isEqualTo(100);
        ObjectNode uneven = documented();
        ((ObjectNode) uneven.path("variants").get(0)).put("splitPercentage", 49);
        for (String body : List.of(
                "{}",
                "[]",
                "{\"name\":",
                uneven.toString(),
                documented().put("audienceId", "aud_none").toString(),
                documented().put("type", "bandit").toString(),
                documented().put("name", " ").toString())) {
            refused(400, "VALIDATION_ERROR", api.post(EXPERIMENTS, body));
        }
        refused(413, "PAYLOAD_TOO_LARGE", api.post(EXPERIMENTS, " ".repeat(1 << 20)));
        for (String call :
                List.of("GET ", "GET /results", "POST /start", "POST /stop", "POST /compute-results", "DELETE ")) {
            String[] parts = call.split(" ", -1);
            refused(404, "EXPERIMENT_NOT_FOUND", api.call(parts[0], EXPERIMENTS + "/exp_none" + parts[1], null));
        }
        refused(404, "ROUTE_NOT_FOUND", api.get("/flows/api/nothing"));
        refused(400, "VALIDATION_ERROR", api.post("/flows/api/audiences", "{\"name\":\"x\",\"rules\":[]}"));
    }

    /** The published example. */
    private static ObjectNode documented() {
        ObjectNode body = JSON.createObjectNode()
                .put("name", "Onboarding Flow Test")
                .put("description", "Compare short vs. detailed onboarding")
                .put("type", "ab_test");
        for (String variant : List.of("Control flow_a", "Detailed flow_b")) {
            ObjectNode one = body.withArray("variants").addObject();
            one.put("name", variant.split(" ", -1)[0])
                    .put("splitPercentage", 50)
                    .put("flowId", variant.split(" ", -1)[1]);
            one.putObject("config");
        }
        return body;
    }

    private static String event(String experiment, String variant, String user, String type, Instant at) {
        return JSON.createObjectNode()
                .put("experiment_id", experiment)
                .put("variant_id", variant)
                .put("user_id", user)
                .put("event_type", type)
                .put("timestamp", at.toString())
                .toString();
    }

    private static JsonNode data(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.data();
    }

    private static void refused(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().path("success").asBoolean(true)).isFalse();
        assertThat(answer.body().at("/error/code").asText()).as(answer.text()).isEqualTo(code);
    }

    private static void assertFields(JsonNode object, String... names) {
        List<String> found = new ArrayList<>();
        object.fieldNames().forEachRemaining(found::add);
        assertThat(found).containsExactlyInAnyOrder(names);
    }
}
