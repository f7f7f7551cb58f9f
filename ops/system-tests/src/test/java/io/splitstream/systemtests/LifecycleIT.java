package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What an experiment allows in each of its states, as the API and the edge see it. */
@Order(2)
class LifecycleIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Stack stack;
    private ApiClient api;
    private ApiClient edge;

    @BeforeEach
    void openStack() throws IOException {
        stack = Stack.running();
        api = stack.admin();
        edge = stack.client(stack.credentials().edge(), stack.credentials().guestToken());
    }

    @Test
    void draft_eventOrAssignmentOrPause_isInvalidState() throws IOException, InterruptedException {
        LoadTarget draft = stack.experiments().create("draft", 2);

        assertInvalidState(track(draft, "user-1", Instant.now()));
        assertInvalidState(assign(draft, "user-1"));
        assertInvalidState(transition(draft, "pause"));
        assertInvalidState(transition(draft, "resume"));
        assertInvalidState(transition(draft, "complete"));
    }

    @Test
    void running_startedAgain_isInvalidState() throws IOException, InterruptedException {
        LoadTarget running = stack.experiments().start("running", 2);

        assertThat(track(running, "user-1", Instant.now()).status()).isEqualTo(202);
        assertInvalidState(transition(running, "start"));
        assertInvalidState(transition(running, "resume"));
        assertThat(status(running)).isEqualTo("running");
    }

    @Test
    void paused_eventsAndKnownUsers_areTakenButNobodyNew() throws IOException, InterruptedException {
        LoadTarget paused = stack.experiments().start("paused", 2);
        String variant = variantOf(assign(paused, "early"));
        assertThat(transition(paused, "pause").status()).isEqualTo(200);

        assertThat(track(paused, "early", Instant.now()).status()).isEqualTo(202);
        assertThat(variantOf(assign(paused, "early"))).isEqualTo(variant);
        assertInvalidState(assign(paused, "newcomer"));
        assertInvalidState(transition(paused, "pause"));

        assertThat(transition(paused, "resume").status()).isEqualTo(200);
        assertThat(assign(paused, "newcomer").status()).isEqualTo(200);
        assertThat(variantOf(assign(paused, "early"))).isEqualTo(variant);
    }

    @Test
    void completed_eventsFromBefore_areTakenAndLaterOnesRefused() throws IOException, InterruptedException {
        LoadTarget completed = stack.experiments().start("completed", 2);
        String variant = variantOf(assign(completed, "early"));
        Answer answer = api.post(
                "/api/experiments/" + completed.experimentId() + "/complete",
                "{\"winner_variant_id\":\"" + completed.variantIds().get(1) + "\",\"conclusion\":\"it is better\"}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().path("status").asText()).isEqualTo("completed");
        assertThat(answer.data().path("winner_variant_id").asText())
                .isEqualTo(completed.variantIds().get(1));
        Instant completedAt = Instant.parse(answer.data().path("completed_at").asText());
        assertThat(track(completed, "early", completedAt.minusMillis(1)).status())
                .isEqualTo(202);
        assertInvalidState(track(completed, "early", completedAt.plusMillis(1)));
        assertThat(variantOf(assign(completed, "early"))).isEqualTo(variant);
        assertInvalidState(assign(completed, "newcomer"));
        assertInvalidState(transition(completed, "pause"));
        assertInvalidState(transition(completed, "start"));
    }

    @Test
    void complete_unknownWinner_isValidationError() throws IOException, InterruptedException {
        LoadTarget running = stack.experiments().start("unknown winner", 2);

        Answer answer = api.post(
                "/api/experiments/" + running.experimentId() + "/complete", "{\"winner_variant_id\":\"var_none\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
        assertThat(status(running)).isEqualTo("running");
    }

    @Test
    void assign_manyAtOnceForOneUser_giveOneAssignment() throws IOException, InterruptedException, ExecutionException {
        LoadTarget running = stack.experiments().start("concurrent", 4);
        ExecutorService callers = Executors.newFixedThreadPool(16);
        Set<String> variants = new HashSet<>();
        Set<String> times = new HashSet<>();
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int caller = 0; caller < 64; caller++) {
                answers.add(callers.submit(() -> assign(running, "popular")));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);
                variants.add(variantOf(answer.get()));
                times.add(answer.get().data().path("assigned_at").asText());
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(variants).hasSize(1);
        assertThat(times).hasSize(1);
        Answer stored = api.get("/api/experiments/" + running.experimentId() + "/assignments");
        assertThat(stored.data()).as(stored.text()).hasSize(1);
        assertThat(stored.data().get(0).path("variant_id").asText()).isIn(variants);
    }

    @Test
    void assign_tenThousandUsers_spreadAsTheWeightsSayAndStayThroughChanges()
            throws IOException, InterruptedException, ExecutionException {
        double[] weights = {10, 20, 70};
        ObjectNode body = Experiments.draft("allocation", weights.length);
        for (int index = 0; index < weights.length; index++) {
            ((ObjectNode) body.path("variants").get(index)).put("allocation_percentage", weights[index]);
        }
        LoadTarget target = stack.experiments().create(body);
        stack.experiments().start(target.experimentId());

        Map<String, String> variants = assignAll(target, 10_000);

        double chiSquare = 0;
        for (int index = 0; index < weights.length; index++) {
            String variant = target.variantIds().get(index);
            double expected = 100 * weights[index];
            double seen = variants.values().stream().filter(variant::equals).count();
            chiSquare += (seen - expected) * (seen - expected) / expected;
        }
        // The 0.999 quantile of chi-square with two degrees of freedom.
        assertThat(chiSquare).isLessThan(13.816);
        assertThat(transition(target, "pause").status()).isEqualTo(200);
        reallocate(target, 98, 1, 1);
        assertStillAssigned(target, variants);
        assertThat(transition(target, "resume").status()).isEqualTo(200);
        assertStillAssigned(target, variants);
        assertThat(transition(target, "complete").status()).isEqualTo(200);
        assertStillAssigned(target, variants);
    }

    /** Assigns users at many at once; their variants. */
    private Map<String, String> assignAll(LoadTarget target, int users)
            throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(32);
        try {
            Map<String, Future<String>> asked = new HashMap<>();
            for (int user = 0; user < users; user++) {
                String name = "user-" + user;
                asked.put(name, callers.submit(() -> variantOf(assign(target, name))));
            }
            Map<String, String> variants = new HashMap<>();
            for (Map.Entry<String, Future<String>> one : asked.entrySet()) {
                variants.put(one.getKey(), one.getValue().get());
            }
            return variants;
        } finally {
            callers.shutdownNow();
        }
    }

    private void assertStillAssigned(LoadTarget target, Map<String, String> variants)
            throws IOException, InterruptedException {
        for (int user = 0; user < 10_000; user += 100) {
            String name = "user-" + user;
            assertThat(variantOf(assign(target, name))).as(name).isEqualTo(variants.get(name));
        }
    }

    private void reallocate(LoadTarget target, double... weights) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        for (int index = 0; index < weights.length; index++) {
            body.withArray("variants")
                    .addObject()
                    .put("id", target.variantIds().get(index))
                    .put("name", "variant-" + index)
                    .put("allocation_percentage", weights[index]);
        }
        Answer answer = api.call("PATCH", "/api/experiments/" + target.experimentId(), body.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private Answer track(LoadTarget target, String user, Instant timestamp) throws IOException, InterruptedException {
        return edge.post(
                "/api/experiments/events",
                JSON.createObjectNode()
                        .put("experiment_id", target.experimentId())
                        .put("variant_id", target.variantIds().get(0))
                        .put("user_id", user)
                        .put("event_type", "impression")
                        .put("timestamp", timestamp.toString())
                        .toString());
    }

    private Answer assign(LoadTarget target, String user) throws IOException, InterruptedException {
        return api.post(
                "/api/experiments/" + target.experimentId() + "/assign",
                JSON.createObjectNode().put("user_id", user).toString());
    }

    private Answer transition(LoadTarget target, String verb) throws IOException, InterruptedException {
        return api.call("POST", "/api/experiments/" + target.experimentId() + "/" + verb, null);
    }

    private String status(LoadTarget target) throws IOException, InterruptedException {
        return api.get("/api/experiments/" + target.experimentId())
                .data()
                .path("status")
                .asText();
    }

    private static String variantOf(Answer assignment) {
        return assignment.data().at("/variant/id").asText();
    }

    private static void assertInvalidState(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body().at("/error/code").asText()).as(answer.text()).isEqualTo("INVALID_STATE");
    }
}
