package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * An experiment that runs is rebuilt: the new generation holds the same integers, readers see it, it follows what comes
 * after, and the live one can be gone back to.
 */
@Order(23)
class RebuildIT {
    private static final Duration WITHIN = Duration.ofSeconds(90);
    private static final long SEED = 23;

    @Test
    void rebuild_ofARunningExperiment_landsOnTheSameIntegersAndFollows() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("rebuild", 3);
        LoadPlan plan = LoadPlan.of(SEED, 4_000, 400, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        EventGenerator generator = new EventGenerator(plan, List.of(target));
        stack.sender().send(generator, RouteMix.everyRoute(), SEED, AckListener.NONE);
        Recounted recounted = new Recounted(stack);
        List<List<String>> live = recounted.assertEqualsStreamed(target.experimentId(), Instant.now());
        JsonNode before = metrics(stack, target);

        assertThat(run(stack, target.experimentId())).contains("readers see generation 1, complete until");

        assertThat(recounted.rows(target.experimentId(), 1)).isEqualTo(live);
        ExpectedExperiment expected = generator.expectation().get(0);
        Results results = new Results(stack);
        results.awaitComplete(
                target.experimentId(),
                Instant.parse(before.path("complete_until").asText()));
        results.assertMetrics(expected);

        stack.admin().post("/api/experiments/events", newcomer(target));
        results.awaitComplete(target.experimentId(), Instant.now());
        assertThat(users(metrics(stack, target))).isEqualTo(users(before) + 1);
        assertThat(recounted.rows(target.experimentId(), 1))
                .as("the generation that readers see, after one more event")
                .isEqualTo(recounted.rows(target.experimentId(), 0));

        assertThat(run(stack, target.experimentId(), "--go-back")).contains("readers see the live figures");
        results.awaitComplete(target.experimentId(), Instant.now());
        assertThat(users(metrics(stack, target))).isEqualTo(users(before) + 1);
    }

    @Test
    void rebuild_unknownExperiment_saysSo() throws IOException, InterruptedException {
        assertThat(run(Stack.running(), "exp_nobody")).contains("404 EXPERIMENT_NOT_FOUND");
    }

    private static String run(Stack stack, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Stack.root().resolve("ops/rebuild").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", stack.data().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS))
                .as(output)
                .isTrue();
        return output;
    }

    private static String newcomer(LoadTarget target) {
        return "{\"experiment_id\":\"" + target.experimentId() + "\",\"variant_id\":\""
                + target.variantIds().get(1) + "\",\"user_id\":\"newcomer\",\"event_type\":\"impression\"}";
    }

    private static JsonNode metrics(Stack stack, LoadTarget target) throws IOException, InterruptedException {
        Answer answer = stack.admin().get("/api/experiments/" + target.experimentId() + "/metrics");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    private static long users(JsonNode metrics) {
        long users = 0;
        for (JsonNode variant : metrics.path("variants")) {
            users += variant.path("users").asLong();
        }
        return users;
    }
}
