package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the tests of studies ask of the API, as one caller; every answer is held against the document. */
final class StudyClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiClient api;

    StudyClient(ApiClient api) {
        this.api = api;
    }

    static StudyClient admin(Stack stack) {
        return new StudyClient(stack.admin());
    }

    static StudyClient guest(Stack stack, String tester) {
        return new StudyClient(
                stack.client(stack.credentials().api(), stack.tokens().of(tester, "guest", Stack.WORKSPACE)));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** A study of some tasks for all, with a payout, and reminders after a minute. */
    String createStudy(String title, int tasks) throws IOException, InterruptedException {
        ObjectNode study = object().put("title", title).put("reminderAfterMinutes", 1);
        for (int task = 0; task < tasks; task++) {
            study.withArray("tasks").addObject().put("title", "Task " + task).put("description", "Do it.");
        }
        study.putObject("payout").put("amountMinor", 1_500).put("currency", "EUR");
        return data(201, post("/api/studies", study)).path("jobId").asText();
    }

    Answer start(String studyId, String tester) throws IOException, InterruptedException {
        return post("/api/sessions", object().put("jobId", studyId).put("testerId", tester));
    }

    /** A new session's id. */
    String session(String studyId, String tester) throws IOException, InterruptedException {
        return data(201, start(studyId, tester)).path("sessionId").asText();
    }

    Answer move(String sessionId, String verb) throws IOException, InterruptedException {
        return api.call("POST", "/api/sessions/" + sessionId + "/" + verb, null);
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return data(200, api.get(path));
    }

    String status(String sessionId) throws IOException, InterruptedException {
        return get("/api/sessions/" + sessionId).path("status").asText();
    }

    Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
        return api.post(path, body.toString());
    }

    Answer call(String method, String path, @Nullable ObjectNode body) throws IOException, InterruptedException {
        return api.call(method, path, body == null ? null : body.toString());
    }

    /** Asks for the analysis and waits for it. */
    void analyze(String sessionId) throws IOException, InterruptedException {
        data(200, move(sessionId, "analyze"));
        awaitStatus(sessionId, "analyzed");
    }

    void awaitStatus(String sessionId, String status) throws InterruptedException {
        Await.until(sessionId + " " + status, Duration.ofSeconds(60), () -> status(sessionId)
                .equals(status));
    }

    Answer confirm(String sessionId, int rating) throws IOException, InterruptedException {
        return post(
                "/api/sessions/" + sessionId + "/confirm",
                object().put("rating", rating).put("comment", "secret"));
    }

    Answer feedback(String sessionId, int clarity) throws IOException, InterruptedException {
        return post(
                "/api/sessions/" + sessionId + "/feedback",
                object().put("clarity", clarity).put("difficulty", 3).put("technicalIssues", false));
    }

    /** One interaction, to be sent in a batch. */
    static ObjectNode interaction(String type, String target, Instant at) {
        ObjectNode event = object().put("type", type).put("timestamp", at.toString());
        return target.isEmpty() ? event : event.put(type.equals("navigation") ? "url" : "target", target);
    }

    static JsonNode data(int status, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.body().path("data");
    }

    static void assertRefused(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().at("/error/code").asText()).as(answer.text()).isEqualTo(code);
        assertThat(answer.body().path("data").isNull()).isTrue();
    }
}
