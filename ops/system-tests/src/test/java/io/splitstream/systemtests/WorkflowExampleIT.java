package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The examples that the documents show, as a newcomer runs them. */
@Order(1)
class WorkflowExampleIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void experimentWorkflow_runAsDocumented_goesFromCreationToCompletion() throws IOException, InterruptedException {
        String output = run("node", "docs/examples/experiment-workflow.mjs");

        assertThat(output.lines())
                .anyMatch(line -> line.matches("created \\S+, draft"))
                .contains("started, running", "tracked 20 visitors", "completed, completed")
                .anyMatch(line -> line.matches("recommendation: CONTINUE, confidence low"));
        assertThat(total(output, "(\\d+) users")).isEqualTo(20);
        assertThat(total(output, "(\\d+) impressions")).isEqualTo(20);
    }

    @Test
    void firstEvent_runAsDocumented_showsTheImpression() throws IOException, InterruptedException {
        String output = run("sh", "docs/examples/first-event.sh");

        assertThat(output).containsPattern("\"success\"\\s*:\\s*true").containsPattern("\"impressions\"\\s*:\\s*1\\b");
    }

    @Test
    void apiConventions_runAsDocumented_showEachOfThem() throws IOException, InterruptedException {
        String output = run("sh", "docs/examples/api-conventions.sh");

        assertThat(output)
                .contains("VALIDATION_ERROR", "the same answer", "PRECONDITION_FAILED")
                .containsPattern("\"limit\" *: *100\\b")
                .containsPattern("\"users_per_arm\" *: *3839\\b");
        assertThat(output.lines()).contains("400", "200", "412", "304");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Stack stack = Stack.running();
        return Programs.run(
                Stack.root(),
                LIMIT,
                Map.of(
                        "SPLITSTREAM_URL", stack.credentials().api().toString(),
                        "SPLITSTREAM_TOKEN", stack.credentials().adminToken()),
                List.of(command));
    }

    private static int total(String output, String pattern) {
        return Pattern.compile(pattern)
                .matcher(output)
                .results()
                .mapToInt(result -> Integer.parseInt(result.group(1)))
                .sum();
    }
}
