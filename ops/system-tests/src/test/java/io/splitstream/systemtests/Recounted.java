package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.client.ClickHouseReader;
import io.splitstream.benchmarks.client.DefinitionsTopic;
import io.splitstream.benchmarks.client.StoredCells;
import io.splitstream.contracts.definition.ExperimentDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The batch answer over the archive beside what the jobs streamed. */
final class Recounted {
    private static final Duration CATCH_UP = Duration.ofMinutes(3);
    /** The engine compiles an expression that it meets often: what it says then is to be the same. */
    private static final int TIMES = 5;

    private static final int LIVE = 0;

    private final Stack stack;
    private final StoredCells cells;

    Recounted(Stack stack) {
        this.stack = stack;
        this.cells = new StoredCells(new ClickHouseReader(stack.credentials()));
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
        ExperimentDefinition definition = DefinitionsTopic.newest(stack.kafka(), experimentId);
        for (int i = 0; i < TIMES; i++) {
            assertThat(cells.recounted(definition))
                    .as("recount of %s against what was streamed", experimentId)
                    .containsExactlyElementsOf(streamed);
        }
        return streamed;
    }

    /** The cells of a generation's newest version, one row each, with the totals in each of them. */
    List<List<String>> rows(String experimentId, int generation) throws IOException, InterruptedException {
        return cells.streamed(experimentId, generation);
    }

    private void awaitComplete(String job, Instant since) throws InterruptedException {
        Await.until(
                job + " complete until " + since,
                CATCH_UP,
                () -> cells.completeUntil().getOrDefault(job, 0L) >= since.toEpochMilli());
    }
}
