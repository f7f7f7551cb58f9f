package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

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
        List<List<String>> streamed = streamed(experimentId);
        Map<String, String> parameters = parameters(DefinitionsTopic.newest(stack, experimentId));
        for (int i = 0; i < TIMES; i++) {
            assertThat(analyst.rows(cells("(" + Recount.whole().statement() + ")"), parameters))
                    .as("recount of %s against what was streamed", experimentId)
                    .containsExactlyElementsOf(streamed);
        }
        return streamed;
    }

    /** The streamed cells of the newest version, one row each, and the totals in each of them. */
    List<List<String>> streamed(String experimentId) throws IOException, InterruptedException {
        String id = "'" + experimentId + "'";
        return analyst.rows(cells("(SELECT * FROM experiment_statistics FINAL WHERE experiment_id = " + id
                + " AND generation = 0 AND version = (SELECT max(version) FROM experiment_statistics"
                + " WHERE experiment_id = " + id + "))"));
    }

    private static Map<String, String> parameters(ExperimentDefinition definition) {
        Map<String, String> parameters = new HashMap<>();
        Recount.parameters(
                        definition.workspaceId(),
                        definition.experimentId(),
                        definition.weightEpochs(),
                        Instant.now().toEpochMilli())
                .forEach((name, value) -> parameters.put(name, value.toString()));
        return parameters;
    }

    private static String cells(String rows) {
        return "SELECT cell.1 AS variant, cell.2 AS epoch, sum(cell.3), sum(cell.4), sumForEach(cell.5),"
                + " sumForEach(cell.6), sumForEach(cell.7), any(total.1), any(total.2), any(total.3) FROM"
                + " (SELECT arrayJoin(arrayZip(variant_ids, weight_epochs, users, exposed, non_zero, sums, products))"
                + " AS cell, (SELECT (sum(crossovers), sum(events), sum(late_events)) FROM " + rows + ") AS total FROM "
                + rows + ") GROUP BY variant, epoch ORDER BY variant, epoch";
    }

    private void awaitComplete(String job, Instant since) throws InterruptedException {
        String sql = "SELECT toInt64(max(until)) FROM (SELECT epoch, min(until) AS until FROM (SELECT epoch, subtask,"
                + " max(parallelism) AS subtasks, toUnixTimestamp64Milli(max(complete_until)) AS until FROM"
                + " pipeline_progress WHERE job = '" + job + "' GROUP BY epoch, subtask) GROUP BY epoch"
                + " HAVING count() = max(subtasks) ORDER BY epoch DESC LIMIT 1)";
        Await.until(job + " complete until " + since, CATCH_UP, () -> analyst.number(sql) >= since.toEpochMilli());
    }
}
