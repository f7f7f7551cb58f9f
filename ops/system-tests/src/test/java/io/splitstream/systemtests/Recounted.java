package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.client.CellTotals;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.recount.Recount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The batch answer over the archive beside what the jobs streamed. */
final class Recounted {
    private static final Duration CATCH_UP = Duration.ofMinutes(3);
    /** The engine compiles an expression that it meets often: what it says then is to be the same. */
    private static final int TIMES = 5;

    private static final int LIVE = 0;

    private final Stack stack;
    private final ClickHouse analyst;

    Recounted(Stack stack) {
        this.stack = stack;
        this.analyst = stack.analyst();
    }

    /**
     * At rest, the streamed cells, crossovers, events and late events of an experiment are those of the recount.
     *
     * @param since when the last event was acknowledged
     * @return the rows of cells
     */
    List<List<String>> assertEqualsStreamed(String experimentId, Instant since)
            throws IOException, InterruptedException {
        awaitComplete("event-archive", since);
        awaitComplete("experiment-metrics", since);
        List<List<String>> streamed = rows(experimentId, LIVE);
        ExperimentDefinition definition = DefinitionsTopic.newest(stack, experimentId);
        Map<String, String> parameters = parameters(definition);
        String recount = Recount.whole(definition.metrics()).statement();
        for (int i = 0; i < TIMES; i++) {
            assertThat(analyst.rows(CellTotals.of("(" + recount + ")"), parameters))
                    .as("recount of %s against what was streamed", experimentId)
                    .containsExactlyElementsOf(streamed);
        }
        return streamed;
    }

    /** The cells of a generation's newest version, one row each, with the totals in each of them. */
    List<List<String>> rows(String experimentId, int generation) throws IOException, InterruptedException {
        return analyst.rows(
                CellTotals.ofGeneration(),
                Map.of("experiment", experimentId, "generation", String.valueOf(generation)));
    }

    private static Map<String, String> parameters(ExperimentDefinition definition) {
        Map<String, String> parameters = new HashMap<>();
        Recount.parameters(
                        definition.workspaceId(),
                        definition.experimentId(),
                        definition.weightEpochs(),
                        definition.metrics(),
                        Instant.now().toEpochMilli())
                .forEach((name, value) -> parameters.put(name, value.toString()));
        return parameters;
    }

    private void awaitComplete(String job, Instant since) throws InterruptedException {
        String sql = "SELECT toInt64(max(until)) FROM (SELECT epoch, min(until) AS until FROM (SELECT epoch, subtask,"
                + " max(parallelism) AS subtasks, toUnixTimestamp64Milli(max(complete_until)) AS until FROM"
                + " pipeline_progress WHERE job = '" + job + "' GROUP BY epoch, subtask) GROUP BY epoch"
                + " HAVING count() = max(subtasks) ORDER BY epoch DESC LIMIT 1)";
        Await.until(job + " complete until " + since, CATCH_UP, () -> analyst.number(sql) >= since.toEpochMilli());
    }
}
