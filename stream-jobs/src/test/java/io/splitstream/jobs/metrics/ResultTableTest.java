package io.splitstream.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same stories that the views are tried with by {@code ProgressIT} and {@code WholeVersionsIT}. */
class ResultTableTest {
    private final ResultTable table = new ResultTable();

    @Test
    void events_versionOfWhichOnlyAPartIsStored_areThoseOfTheVersionBefore() {
        for (int bucket = 0; bucket < Shards.BUCKETS; bucket++) {
            store(1, bucket, 10);
        }
        for (int bucket = 0; bucket < Shards.BUCKETS - 1; bucket++) {
            store(2, bucket, 100);
        }
        assertThat(table.events()).isEqualTo(160);
        store(2, Shards.BUCKETS - 1, 100);
        assertThat(table.events()).isEqualTo(1_600);
    }

    @Test
    void events_noVersionHasEveryRow_areThoseOfTheNewest() {
        store(1, 3, 10);
        store(2, 3, 20);

        assertThat(table.events()).isEqualTo(20);
    }

    private void store(int version, int bucket, long events) {
        table.replace(new StatisticsRow(
                new StatisticsKey("checkout", version, bucket),
                1,
                0,
                0,
                new Statistics(MomentLayout.USUAL, new TreeMap<>(), 0, events, 0, 0)));
    }

    @Test
    void completeUntil_newEpochOfWhichOnlyAPartHasWritten_capsWhatAnEarlierOneReports() {
        table.progress(1, 0, 2, 1_000);
        assertThat(table.completeUntil()).as("one subtask of two").isEqualTo(Long.MIN_VALUE);
        table.progress(1, 1, 2, 1_200);
        assertThat(table.completeUntil()).as("the slower of both").isEqualTo(1_000);
        table.announce(2, 0, 2, 1_500);
        assertThat(table.completeUntil()).as("announced, beyond what was told").isEqualTo(1_000);
        table.progress(1, 0, 2, 9_000);
        table.progress(1, 1, 2, 9_000);
        assertThat(table.completeUntil()).as("a paused writer wakes up").isEqualTo(1_500);
        table.progress(2, 0, 2, 1_700);
        assertThat(table.completeUntil()).as("the new epoch's part goes on").isEqualTo(1_700);
        table.progress(2, 1, 2, 1_600);
        assertThat(table.completeUntil()).as("the new epoch is whole").isEqualTo(1_600);
    }
}
