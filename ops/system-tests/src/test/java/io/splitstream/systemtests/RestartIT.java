package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ClickHouseReader;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stack of its own, stopped and started again on the same directory: it has everything it had, and the rows of its jobs
 * are the same, though each step runs in one subtask where they had been four.
 */
@Order(90)
class RestartIT {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
    private static final Duration RESTARTS_WITHIN = Duration.ofSeconds(60);
    private static final long MOST_RESIDENT_BYTES = 5L << 30;
    private static final int EVENTS = 20_000;

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void stack_stoppedAndStartedAgain_hasEverythingAndStillKnowsTheIds() throws IOException, InterruptedException {
        // Not a temporary directory: PostgreSQL runs as a user of its own, who could not enter one of root's.
        Path data = Path.of(Stack.property("splitstream.scratch"), "restart-" + System.currentTimeMillis());
        LoadTarget target;
        LoadPlan plan = LoadPlan.of(3, EVENTS, 1_000, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        ExpectedExperiment expected;
        String assigned;
        List<List<String>> rows;
        try (OwnStack up = OwnStack.start(data, 4)) {
            Stack stack = up.awaitReady();
            target = stack.experiments().start("restart", 2);
            assigned = assign(stack, target, "early");
            expected = load(stack, plan, target);
            rows = rows(stack, target);
            assertThat(up.residentBytes()).as("resident bytes of all processes").isLessThan(MOST_RESIDENT_BYTES);
            assertThat(up.stop(STOPS_WITHIN)).as("exit code").isZero();
        }

        long begin = System.nanoTime();
        try (OwnStack up = OwnStack.start(data, 1)) {
            Stack stack = up.awaitReady();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("from the second start to ready")
                    .isLessThan(RESTARTS_WITHIN);
            assertThat(stack.admin()
                            .get("/api/experiments/" + target.experimentId())
                            .data()
                            .path("status")
                            .asText())
                    .isEqualTo("running");
            assertThat(assign(stack, target, "early")).isEqualTo(assigned);
            verify(stack, expected);
            assertThat(rows(stack, target)).as("rows at rest").isEqualTo(rows).isNotEmpty();

            // Every id was counted before the stop, so the whole load sent again changes nothing.
            load(stack, plan, target);
            load(stack, plan, stack.experiments().start("restart, in one subtask", 2));
            assertThat(up.stop(STOPS_WITHIN)).as("exit code").isZero();
        }
    }

    /** The stored statistics of an experiment, without what says when they were written. */
    private static List<List<String>> rows(Stack stack, LoadTarget target) throws IOException, InterruptedException {
        return new ClickHouseReader(stack.credentials())
                .rows(
                        "SELECT * EXCEPT (ver, complete_until) FROM experiment_statistics FINAL"
                                + " WHERE experiment_id = {experiment:String} ORDER BY version, generation, bucket",
                        Map.of("experiment", target.experimentId()));
    }

    private static ExpectedExperiment load(Stack stack, LoadPlan plan, LoadTarget target)
            throws IOException, InterruptedException {
        EventGenerator generator = new EventGenerator(plan, List.of(target));
        stack.sender().send(generator, RouteMix.everyRoute(), plan.seed(), AckListener.NONE);
        ExpectedExperiment expected = generator.expectation().get(0);
        verify(stack, expected);
        return expected;
    }

    private static void verify(Stack stack, ExpectedExperiment expected) throws IOException, InterruptedException {
        Results results = new Results(stack);
        results.awaitComplete(expected.experimentId(), Instant.now());
        results.assertMetrics(expected);
        results.assertArchive(expected);
    }

    private static String assign(Stack stack, LoadTarget target, String user) throws IOException, InterruptedException {
        Answer answer = stack.admin()
                .post(
                        "/api/experiments/" + target.experimentId() + "/assign",
                        new ObjectMapper()
                                .createObjectNode()
                                .put("user_id", user)
                                .toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data().at("/variant/id").asText();
    }
}
