package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every transition from every status, alone, at once with others, and sent again under its key. */
@Order(4)
class TransitionsIT {
    private static final int AT_ONCE = 16;

    private Stack stack;
    private ApiClient api;

    @BeforeEach
    void openStack() throws IOException {
        stack = Stack.running();
        api = stack.admin();
    }

    /** The allowed ones end in a status, every other is refused and leaves the status as it was. */
    @ParameterizedTest(name = "from {0}")
    @CsvSource({
        // from,      start,   pause,  resume,  complete,  archive
        "draft,       running, -,      -,       -,         archived",
        "running,     -,       paused, -,       completed, -",
        "paused,      -,       -,      running, completed, archived",
        "completed,   -,       -,      -,       -,         archived",
        "archived,    -,       -,      -,       -,         -"
    })
    void transition_fromStatus_isAllowedOnlyIfTheTableSays(
            String from, String start, String pause, String resume, String complete, String archive)
            throws IOException, InterruptedException {
        Map<String, String> table =
                Map.of("start", start, "pause", pause, "resume", resume, "complete", complete, "archive", archive);
        for (Map.Entry<String, String> cell : table.entrySet()) {
            boolean allowed = !cell.getValue().equals("-");
            String path = in(from);

            Answer answer = transition(path, cell.getKey(), Map.of());

            assertThat(answer.status()).as("%s: %s", cell, answer.text()).isEqualTo(allowed ? 200 : 400);
            if (!allowed) {
                assertThat(code(answer)).isEqualTo("INVALID_STATE");
            }
            assertThat(api.get(path).data().path("status").asText())
                    .as("%s", cell)
                    .isEqualTo(allowed ? cell.getValue() : from);
        }
    }

    @Test
    void transition_manyAtOnce_oneWinsAndTheOthersAreTold()
            throws IOException, InterruptedException, ExecutionException {
        String path = in("running");

        List<Answer> answers = atOnce(() -> transition(path, "pause", Map.of()));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(AT_ONCE - 1)
                .allMatch(answer -> Set.of("INVALID_STATE", "CONFLICT").contains(code(answer)));
    }

    @Test
    void transition_againUnderItsKey_isAnsweredAsTheFirst() throws IOException, InterruptedException {
        String path = in("running");
        Map<String, String> key = Map.of("Idempotency-Key", "pause " + path);

        Answer first = transition(path, "pause", key);
        transition(path, "resume", Map.of());
        Answer again = transition(path, "pause", key);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(api.get(path).data().path("status").asText()).isEqualTo("running");
        assertThat(code(transition(path, "complete", key))).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void create_manyAtOnceUnderOneKey_makesOneExperiment()
            throws IOException, InterruptedException, ExecutionException {
        String name = "keyed " + System.nanoTime();
        String body = Experiments.draft(name, 2).toString();
        Map<String, String> key = Map.of("Idempotency-Key", name);

        List<Answer> answers = atOnce(() -> api.call("POST", "/api/experiments", body, key));

        Set<String> bodies = new HashSet<>();
        answers.forEach(answer -> {
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            bodies.add(answer.text());
        });
        assertThat(bodies).hasSize(1);
        Answer created =
                api.get("/api/experiments/" + answers.get(0).data().path("id").asText());
        assertThat(created.status()).isEqualTo(200);
        Answer other = api.call(
                "POST", "/api/experiments", Experiments.draft(name + "!", 2).toString(), key);
        assertThat(other.status()).isEqualTo(409);
        assertThat(code(other)).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void change_entityTag_guardsAgainstAChangeInBetween() throws IOException, InterruptedException {
        String path = in("draft");
        String tag = api.get(path).headers().firstValue("ETag").orElseThrow();

        Answer same = api.call("GET", path, null, Map.of("If-None-Match", tag));
        Answer first = api.call("PATCH", path, "{\"name\":\"first\"}", Map.of("If-Match", tag));
        Answer second = api.call("PATCH", path, "{\"name\":\"second\"}", Map.of("If-Match", tag));

        assertThat(same.status()).isEqualTo(304);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(412);
        assertThat(code(second)).isEqualTo("PRECONDITION_FAILED");
        assertThat(api.get(path).data().path("name").asText()).isEqualTo("first");
    }

    /** The path of a new experiment that has come to a status. */
    private String in(String status) throws IOException, InterruptedException {
        LoadTarget target = stack.experiments().create("transitions", 2);
        String path = "/api/experiments/" + target.experimentId();
        List<String> way =
                switch (status) {
                    case "draft" -> List.of();
                    case "running" -> List.of("start");
                    case "paused" -> List.of("start", "pause");
                    case "completed" -> List.of("start", "complete");
                    default -> List.of("archive");
                };
        for (String transition : way) {
            Answer answer = transition(path, transition, Map.of());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        return path;
    }

    private Answer transition(String path, String transition, Map<String, String> headers)
            throws IOException, InterruptedException {
        return transition.equals("archive")
                ? api.call("DELETE", path, null, headers)
                : api.call("POST", path + "/" + transition, null, headers);
    }

    private static List<Answer> atOnce(Callable<Answer> call) throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : callers.invokeAll(Collections.nCopies(AT_ONCE, call))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    private static String code(Answer answer) {
        return answer.body().at("/error/code").asText();
    }
}
