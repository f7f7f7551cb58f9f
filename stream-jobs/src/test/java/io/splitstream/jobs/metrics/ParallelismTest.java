package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.metrics.LoggedHistory.Logged;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.io.IOException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One log, counted anew by few subtasks and by many, whichever partition is ahead: the rows are the same to the byte. */
class ParallelismTest {
    private static final int ORDERS = 2;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void rows_ofOneLog_areTheSameAtAnyParallelismInAnyOrderOfItsPartitions(long seed) throws Exception {
        LoggedHistory history = LoggedHistory.of(seed);
        List<ExperimentDefinition> last = history.definitions().get(2);
        Map<StatisticsKey, String> alone = rows(history, 1, new SplittableRandom(seed));

        for (ExperimentDefinition definition : last) {
            assertThat(alone.keySet())
                    .extracting(StatisticsKey::experimentId, StatisticsKey::version)
                    .contains(tuple(definition.experimentId(), 1), tuple(definition.experimentId(), 2));
        }
        for (int order = 1; order <= ORDERS; order++) {
            assertThat(rows(history, 4, new SplittableRandom(seed + 1_000L * order)))
                    .isEqualTo(alone);
        }
    }

    /**
     * The rows of the first version, at rest while some windows are open, and those of the second once all are closed; each
     * as it is stored, but for its version and progress.
     */
    private static Map<StatisticsKey, String> rows(LoggedHistory history, int parallelism, SplittableRandom random)
            throws Exception {
        RunningJob job = new RunningJob(parallelism, null, new EpochStart(1, Fixtures.NOON), null);
        try {
            ResultTable table = new ResultTable();
            read(job, history, random);
            settle(job, history.end() + 1, table);
            define(job, history.definitions().get(2));
            settle(job, history.end() + 2 * Fixtures.WINDOW, table);
            Map<StatisticsKey, String> rows = new TreeMap<>(Comparator.comparing(StatisticsKey::toString));
            for (int version = 1; version <= 2; version++) {
                for (Map.Entry<StatisticsKey, Statistics> row :
                        table.statistics(version).entrySet()) {
                    rows.put(row.getKey(), stored(row.getKey(), row.getValue()));
                }
            }
            return rows;
        } finally {
            job.close();
        }
    }

    /** Reads some records of any partition at a time; the definitions of the first version come anywhere among them. */
    private static void read(RunningJob job, LoggedHistory history, SplittableRandom random) throws Exception {
        int[] positions = new int[history.partitions().size()];
        int records = history.journal().size();
        int defined = 0;
        for (int read = 0; read < records; ) {
            int partition = random.nextInt(positions.length);
            List<Logged> log = history.partitions().get(partition);
            int until = Math.min(log.size(), positions[partition] + 1 + random.nextInt(20));
            read += until - positions[partition];
            while (positions[partition] < until) {
                job.consume(log.get(positions[partition]++).entry());
            }
            if (defined < 2 && random.nextInt(10) == 0) {
                define(job, history.definitions().get(defined++));
            }
            job.watermark(readUntil(history, positions));
        }
        for (; defined < 2; defined++) {
            define(job, history.definitions().get(defined));
        }
    }

    private static long readUntil(LoggedHistory history, int[] positions) {
        long least = history.end();
        for (int partition = 0; partition < positions.length; partition++) {
            List<Logged> log = history.partitions().get(partition);
            if (positions[partition] < log.size()) {
                least = Math.min(least, log.get(positions[partition]).loggedAt() - 1);
            }
        }
        return least;
    }

    private static void define(RunningJob job, List<ExperimentDefinition> definitions) throws Exception {
        for (ExperimentDefinition definition : definitions) {
            job.define(definition);
        }
    }

    private static void settle(RunningJob job, long logTime, ResultTable table) throws Exception {
        job.watermark(logTime);
        job.sinks().forEach(sink -> sink.upload(table, false));
    }

    private static String stored(StatisticsKey key, Statistics statistics) throws IOException {
        RowBuffer row = new RowBuffer();
        new StatisticsFormat().append(new StatisticsRow(key, 0, 0, 0, statistics), row);
        return HexFormat.of().formatHex(row.read().readAllBytes());
    }
}
