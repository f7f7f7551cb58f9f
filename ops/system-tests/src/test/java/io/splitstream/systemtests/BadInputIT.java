package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every kind on every route: the documented error, a counter, and nothing in the log of events. */
@Order(4)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String NO_SUCH = "exp_no_such";
    private static final String A_TEXT = "a text";
    private static final int DEPTH = 1_000;
    private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

    private Stack stack;
    private LoadTarget target;
    private EventsTopic topic;
    private HttpClient http;

    @BeforeAll
    void open() throws IOException, InterruptedException {
        stack = Stack.running();
        target = stack.experiments().start("bad input", 2);
        topic = new EventsTopic(stack);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
    }

    @AfterAll
    void nothingWasAppended() {
        try (EventsTopic closing = topic) {
            assertThat(closing.appended())
                    .as("records of splitstream.events beside ticks")
                    .isEmpty();
        }
    }

    /** Which process answers a route, with or without the API in front. */
    private enum Door {
        API,
        EDGE
    }

    /**
     * A route that takes a JSON body.
     *
     * @param path {@code EXPERIMENT} stands for the target's id
     */
    private record Route(Door door, String method, String path) {
        @Override
        public String toString() {
            return door + " " + method + " " + path;
        }
    }

    private static final List<Route> API_ROUTES = List.of(
            new Route(Door.API, "POST", "/api/experiments"),
            new Route(Door.API, "PATCH", "/api/experiments/EXPERIMENT"),
            new Route(Door.API, "POST", "/api/experiments/EXPERIMENT/assign"),
            new Route(Door.API, "POST", "/api/experiments/EXPERIMENT/analyze"),
            new Route(Door.API, "POST", "/api/experiments/EXPERIMENT/complete"));

    private static final List<String> EVENT_PATHS = List.of(
            "/api/experiments/events",
            "/api/experiments/events/batch",
            "/api/experiments/EXPERIMENT/events/impression",
            "/api/experiments/EXPERIMENT/events/conversion",
            "/collect");

    static Stream<Route> routesWithBody() {
        return Stream.concat(API_ROUTES.stream(), EVENT_PATHS.stream().flatMap(path -> Stream.of(Door.values())
                .map(door -> new Route(door, "POST", path))));
    }

    static Stream<Arguments> routesAndBrokenBodies() {
        String deep = "{\"event_data\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}";
        return routesWithBody()
                .flatMap(route -> Stream.of(
                        Arguments.of(route, "malformed JSON", "{\"user_id\":"),
                        Arguments.of(route, "no JSON", "user_id=1"),
                        Arguments.of(route, A_TEXT, "\"user_id\""),
                        Arguments.of(route, "NaN", "{\"event_value\":NaN,\"user_id\":NaN}"),
                        Arguments.of(route, "infinity", "{\"event_value\":Infinity}"),
                        Arguments.of(route, "1,000 levels", deep)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("routesAndBrokenBodies")
    void call_brokenBody_isValidationErrorAndCounted(Route route, String kind, String body)
            throws IOException, InterruptedException {
        EdgeCounters before = EdgeCounters.read(stack);

        HttpResponse<String> answer = send(route, "application/json", body);

        if (route.path.equals("/collect") && kind.equals(A_TEXT)) {
            // A stream is judged event by event, and a line of JSON that is no event is a bad one.
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("VALIDATION_ERROR");
            return;
        }
        assertError(answer, 400, "VALIDATION_ERROR");
        if (EVENT_PATHS.contains(route.path)) {
            assertCounted(before, 400);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routesWithBody")
    void call_tenMebibytes_isPayloadTooLarge(Route route) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(route, "application/json", "{\"user_id\":\"" + "x".repeat(TEN_MEBIBYTES) + "\"}");

        assertError(answer, 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routesWithBody")
    void call_wrongMediaType_isUnsupported(Route route) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(route, "application/xml", "<event/>");

        assertError(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    static Stream<Arguments> badEvents() {
        return Stream.of(
                bad("unknown experiment", "experiment_id", "\"" + NO_SUCH + "\"", 404, "EXPERIMENT_NOT_FOUND"),
                bad("unknown variant", "variant_id", "\"var_no_such\"", 400, "VALIDATION_ERROR"),
                bad("unknown type", "event_type", "\"hover\"", 400, "VALIDATION_ERROR"),
                bad("type of another case", "event_type", "\"Click\"", 400, "VALIDATION_ERROR"),
                bad("no user", "user_id", "null", 400, "VALIDATION_ERROR"),
                bad("empty user", "user_id", "\"\"", 400, "VALIDATION_ERROR"),
                bad("number as user", "user_id", "17", 400, "VALIDATION_ERROR"),
                bad("user of 10,000 characters", "user_id", "\"" + "u".repeat(10_000) + "\"", 400, "VALIDATION_ERROR"),
                bad("object as user", "user_id", "{\"id\":1}", 400, "VALIDATION_ERROR"),
                bad(
                        "event_id of 10,000 characters",
                        "event_id",
                        "\"" + "e".repeat(10_000) + "\"",
                        400,
                        "VALIDATION_ERROR"),
                bad("rating without value", "event_type", "\"rating\"", 400, "VALIDATION_ERROR"),
                bad("value as text", "event_value", "\"49.99\"", 400, "VALIDATION_ERROR"),
                bad("five decimals", "event_value", "0.00001", 400, "VALIDATION_ERROR"),
                bad("value over 1e9", "event_value", "1000000000.0001", 400, "VALIDATION_ERROR"),
                bad("value of 1e400", "event_value", "1e400", 400, "VALIDATION_ERROR"),
                bad("timestamp as number", "timestamp", "1759674600000", 400, "VALIDATION_ERROR"),
                bad("timestamp without zone", "timestamp", "\"2025-10-05T14:30:00\"", 400, "VALIDATION_ERROR"),
                bad("timestamp of no day", "timestamp", "\"2025-02-30T00:00:00Z\"", 400, "VALIDATION_ERROR"),
                bad("data as text", "event_data", "\"wine\"", 400, "VALIDATION_ERROR"),
                bad(
                        "data of 100,000 bytes",
                        "event_data",
                        "{\"a\":\"" + "d".repeat(100_000) + "\"}",
                        400,
                        "VALIDATION_ERROR"));
    }

    private static Arguments bad(String kind, String field, String value, int status, String code) {
        return Arguments.of(kind, field, value, status, code);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEvents")
    void event_badField_isRefusedOnEveryRoute(String kind, String field, String value, int status, String code)
            throws IOException, InterruptedException {
        String event = event(field, value);
        EdgeCounters before = EdgeCounters.read(stack);

        HttpResponse<String> single = send(Door.EDGE, "/api/experiments/events", event);
        HttpResponse<String> batch =
                send(Door.EDGE, "/api/experiments/events/batch", "{\"events\":[" + event("", "") + "," + event + "]}");
        HttpResponse<String> collected = send(Door.EDGE, "/collect", event);

        assertError(single, status, code);
        assertError(batch, 400, "VALIDATION_ERROR");
        assertThat(JSON.readTree(batch.body()).at("/error/message").asText() + batch.body())
                .as("names the bad index")
                .contains("1");
        assertThat(collected.statusCode()).as(collected.body()).isEqualTo(200);
        assertThat(collected.body()).contains(code);
        EdgeCounters after = EdgeCounters.read(stack);
        assertThat(after.refused() - before.refused())
                .as("events refused: one alone, two in a batch, one collected")
                .isEqualTo(4);
        assertThat(after.unaccounted()).isZero();
    }

    @Test
    void event_numberTooLongForTheParser_isValidationErrorOfTheWholeBody() throws IOException, InterruptedException {
        String event = event("event_value", "1".repeat(500));

        assertError(send(Door.EDGE, "/api/experiments/events", event), 400, "VALIDATION_ERROR");
        assertError(
                send(Door.EDGE, "/api/experiments/events/batch", "{\"events\":[" + event + "]}"),
                400,
                "VALIDATION_ERROR");
        assertError(send(Door.EDGE, "/collect", event), 400, "VALIDATION_ERROR");
    }

    @Test
    void batch_ofNoneOrTooManyOrNoArray_isValidationError() throws IOException, InterruptedException {
        String path = "/api/experiments/events/batch";
        String hundredAndOne = String.join(",", Collections.nCopies(101, event("", "")));

        for (String body :
                List.of("{\"events\":[" + hundredAndOne + "]}", "{\"events\":[]}", "{\"events\":{}}", "{}", "[]")) {
            assertError(send(Door.EDGE, path, body), 400, "VALIDATION_ERROR");
        }
    }

    @Test
    void collect_overTenThousandEvents_isPayloadTooLarge() throws IOException, InterruptedException {
        String body = "{}\n".repeat(10_001);

        assertError(
                send(new Route(Door.EDGE, "POST", "/collect"), "application/x-ndjson", body), 413, "PAYLOAD_TOO_LARGE");
    }

    static Stream<Arguments> badExperiments() {
        String two = "[{\"name\":\"a\",\"is_control\":true,\"allocation_percentage\":50},"
                + "{\"name\":\"b\",\"allocation_percentage\":50}]";
        return Stream.of(
                Arguments.of("no fields", "{}"),
                Arguments.of("no variants", experiment("[]", "\"conversion_rate\"")),
                Arguments.of("unknown metric", experiment(two, "\"happiness\"")),
                Arguments.of("metric as number", experiment(two, "7")),
                Arguments.of("no control", experiment(two.replace("true", "false"), "\"conversion_rate\"")),
                Arguments.of("shares of 90", experiment(two.replaceFirst("50", "40"), "\"conversion_rate\"")),
                Arguments.of("negative share", experiment(two.replaceFirst("50", "-50"), "\"conversion_rate\"")),
                Arguments.of(
                        "21 variants",
                        experiment(
                                "["
                                        + String.join(
                                                ",",
                                                Collections.nCopies(21, "{\"name\":\"v\",\"allocation_percentage\":5}"))
                                        + "]",
                                "\"conversion_rate\"")));
    }

    private static String experiment(String variants, String metric) {
        return "{\"name\":\"bad\",\"variants\":" + variants + ",\"target_metric\":" + metric + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badExperiments")
    void create_badExperiment_isValidationError(String kind, String body) throws IOException, InterruptedException {
        assertError(send(Door.API, "/api/experiments", body), 400, "VALIDATION_ERROR");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("routesOfUnknownExperiments")
    void call_unknownExperiment_isNotFound(String method, String path, String body)
            throws IOException, InterruptedException {
        Answer answer = stack.admin().call(method, path, body.isEmpty() ? null : body);

        assertError(answer.status(), answer.text(), 404, "EXPERIMENT_NOT_FOUND");
    }

    static Stream<Arguments> routesOfUnknownExperiments() {
        List<Arguments> calls = new ArrayList<>();
        for (String path : List.of(
                "",
                "/metrics",
                "/metrics/var_1",
                "/funnel",
                "/analysis",
                "/guardrails",
                "/recommendation",
                "/realtime",
                "/assignments",
                "/assignments/user_1")) {
            calls.add(Arguments.of("GET", "/api/experiments/" + NO_SUCH + path, ""));
        }
        for (String path : List.of("/start", "/pause", "/resume", "/complete")) {
            calls.add(Arguments.of("POST", "/api/experiments/" + NO_SUCH + path, ""));
        }
        String who = "{\"user_id\":\"user_1\",\"variant_id\":\"var_1\"}";
        calls.add(Arguments.of("DELETE", "/api/experiments/" + NO_SUCH, ""));
        calls.add(Arguments.of("PATCH", "/api/experiments/" + NO_SUCH, "{\"name\":\"other\"}"));
        calls.add(Arguments.of("POST", "/api/experiments/" + NO_SUCH + "/analyze", "{}"));
        calls.add(Arguments.of("POST", "/api/experiments/" + NO_SUCH + "/assign", who));
        calls.add(Arguments.of("POST", "/api/experiments/" + NO_SUCH + "/events/impression", who));
        calls.add(Arguments.of("POST", "/api/experiments/" + NO_SUCH + "/events/conversion", who));
        return calls.stream();
    }

    @Test
    void call_unknownVariantAssignmentAnalysisOrRoute_saysWhichIsMissing() throws IOException, InterruptedException {
        ApiClient api = stack.admin();
        String experiment = "/api/experiments/" + target.experimentId();

        assertNotFound(api.get(experiment + "/metrics/var_no_such"), "METRICS_NOT_FOUND");
        assertNotFound(api.get(experiment + "/assignments/nobody"), "ASSIGNMENT_NOT_FOUND");
        assertNotFound(api.get(experiment + "/analysis"), "ANALYSIS_NOT_FOUND");
        assertNotFound(api.get("/api/no-such-route"), "ROUTE_NOT_FOUND");
        assertNotFound(api.get("/sommos/api/no-such-route"), "ROUTE_NOT_FOUND");
        assertNotFound(
                stack.client(stack.credentials().edge(), stack.credentials().adminToken())
                        .get("/no-such-route"),
                "ROUTE_NOT_FOUND");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routesWithBody")
    void call_tokenThatDoesNotHold_isUnauthorized(Route route) throws IOException, InterruptedException {
        Tokens tokens = stack.tokens();
        for (String token :
                List.of(tokens.expired(), tokens.forged(), tokens.unsigned(), tokens.tampered(), "x".repeat(9_000))) {
            HttpResponse<String> answer = send(route, "application/json", event("", ""), token);

            assertError(answer, 401, "UNAUTHORIZED");
        }
    }

    /** A good event but for one field. */
    private String event(String field, String value) {
        StringBuilder event = new StringBuilder("{");
        append(event, field, value, "experiment_id", "\"" + target.experimentId() + "\"");
        append(event, field, value, "variant_id", "\"" + target.variantIds().get(0) + "\"");
        append(event, field, value, "user_id", "\"user-1\"");
        append(event, field, value, "event_type", "\"click\"");
        append(event, field, value, "timestamp", "\"" + Instant.now() + "\"");
        if (event.indexOf("\"" + field + "\"") < 0 && !field.isEmpty()) {
            append(event, field, value, field, value);
        }
        return event.deleteCharAt(event.length() - 1).append('}').toString();
    }

    private static void append(StringBuilder event, String badField, String badValue, String field, String value) {
        event.append('"')
                .append(field)
                .append("\":")
                .append(field.equals(badField) ? badValue : value)
                .append(',');
    }

    private HttpResponse<String> send(Door door, String path, String body) throws IOException, InterruptedException {
        return send(new Route(door, "POST", path), "application/json", body);
    }

    private HttpResponse<String> send(Route route, String contentType, String body)
            throws IOException, InterruptedException {
        return send(route, contentType, body, stack.credentials().adminToken());
    }

    private HttpResponse<String> send(Route route, String contentType, String body, String token)
            throws IOException, InterruptedException {
        URI base = route.door == Door.API
                ? stack.credentials().api()
                : stack.credentials().edge();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(base + route.path.replace("EXPERIMENT", target.experimentId())))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .method(route.method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private void assertCounted(EdgeCounters before, int status) throws IOException, InterruptedException {
        EdgeCounters after = EdgeCounters.read(stack);
        assertThat(after.answered(status))
                .as("requests that the edge answered with %s", status)
                .isGreaterThan(before.answered(status));
        assertThat(after.unaccounted()).isZero();
    }

    private static void assertNotFound(Answer answer, String code) throws IOException {
        assertError(answer.status(), answer.text(), 404, code);
    }

    private static void assertError(HttpResponse<String> answer, int status, String code) throws IOException {
        assertError(answer.statusCode(), answer.body(), status, code);
    }

    private static void assertError(int actualStatus, String body, int status, String code) throws IOException {
        assertThat(actualStatus).as(body).isEqualTo(status);
        JsonNode answer = JSON.readTree(body);
        assertThat(answer.path("success").isBoolean() && !answer.path("success").asBoolean())
                .as("success is false in %s", body)
                .isTrue();
        assertThat(answer.at("/error/code").asText()).as(body).isEqualTo(code);
        assertThat(answer.at("/error/message").asText()).as(body).isNotBlank();
        assertThat(Instant.parse(answer.at("/error/timestamp").asText()))
                .as(body)
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
}
