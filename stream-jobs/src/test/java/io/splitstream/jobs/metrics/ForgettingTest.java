package io.splitstream.jobs.metrics;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sums that nothing changes any more are given up, and nothing is ever written over the rows that are left of them. */
class ForgettingTest {
    private static final int USERS = 200;
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** When the sums of an experiment that was completed at noon are forgotten. */
    private static final long FORGOTTEN = StateLifetimes.USUAL.sumsForgottenFrom(completed(1, 2));

    private final ResultTable table = new ResultTable();

    @Test
    void experiment_completedLongAgo_isNotWrittenAgainAfterARestart() throws Exception {
        RunningJob.State before = counted(completed(1, 2), FORGOTTEN);
        Map<StatisticsKey, Statistics> stored = table.statistics(1);

        RunningJob after = started(before, 2, 4);
        settle(after, FORGOTTEN + 1);

        assertThat(written(after)).isEmpty();
        assertThat(table.statistics(1)).isEqualTo(stored).isNotEmpty();
        after.close();
    }

    @Test
    void experiment_completedLongAgo_isKeptUntilThen() throws Exception {
        RunningJob.State before = counted(completed(1, 2), FORGOTTEN - 1);

        RunningJob after = started(before, 2, 2);
        after.watermark(FORGOTTEN - 1);

        assertThat(written(after)).hasSize(Shards.BUCKETS);
        after.close();
    }

    @Test
    void experiment_completedLongAgo_changedAfterwards_keepsItsRows() throws Exception {
        RunningJob.State before = counted(completed(1, 2), FORGOTTEN);
        Map<StatisticsKey, Statistics> stored = table.statistics(1);

        RunningJob after = started(before, 2, 1);
        settle(after, FORGOTTEN + 1);
        after.define(completed(2, 3));
        settle(after, FORGOTTEN + 2);
        RunningJob again = started(after.checkpoint(2), 3, 2);
        settle(again, FORGOTTEN + 3);

        assertThat(table.rows(Fixtures.EXPERIMENT, 2))
                .as("of nobody there is no row")
                .isZero();
        assertThat(table.statistics(1)).isEqualTo(stored);
        after.close();
        again.close();
    }

    @Test
    void jobWithoutState_experimentCompletedBefore_isNotWrittenOver() throws Exception {
        counted(completed(1, 2), FORGOTTEN);
        Map<StatisticsKey, Statistics> stored = table.statistics(1);

        RunningJob anew = started(null, 2, 2);
        anew.define(completed(1, 2));
        settle(anew, FORGOTTEN + DAY);

        assertThat(table.statistics(1)).isEqualTo(stored);
        anew.close();
    }

    @Test
    void version_replaced_isNotWrittenAgainAfterARestart_andItsRowsStay() throws Exception {
        RunningJob.State before = counted(Fixtures.definition(2, 2, 0), NOON + DAY);
        Map<StatisticsKey, Statistics> first = table.statistics(1);

        RunningJob after = started(before, 2, 4);
        after.watermark(NOON + DAY + 1);

        assertThat(written(after)).hasSize(Shards.BUCKETS).allMatch(key -> key.version() == 2);
        assertThat(first).isNotEmpty();
        assertThat(table.statistics(1)).isEqualTo(first);
        after.close();
    }

    @Test
    void version_replacedBeforeRowsGoOutAfterARestart_leavesTheRowOfTheOldEpoch() throws Exception {
        RunningJob.State before = counted(Fixtures.definition(1, 2, 0), NOON + DAY);

        RunningJob after = started(before, 2, 2);
        after.define(Fixtures.definition(2, 3, 0));
        after.watermark(NOON + DAY + 1);

        assertThat(written(after)).hasSize(Shards.BUCKETS).allMatch(key -> key.version() == 2);
        after.close();
    }

    @Test
    void experiment_thatIsQuiet_hasARowOfZerosForEachBucket() throws Exception {
        RunningJob job = started(null, 1, 2);
        job.define(Fixtures.definition(Fixtures.METRICS, 1, 1, 0));
        settle(job, NOON + 1);

        assertThat(table.rows(Fixtures.EXPERIMENT, 1)).isEqualTo(Shards.BUCKETS);
        assertThat(table.statistics(1)).isEmpty();
        job.close();
    }

    /** What is left of the state when users were counted, then came a definition, then a log time. */
    private RunningJob.State counted(ExperimentDefinition next, long logTime) throws Exception {
        RunningJob job = started(null, 1, 2);
        job.define(Fixtures.definition(1, 1, 0));
        for (int user = 0; user < USERS; user++) {
            job.consume(Fixtures.event("user-" + user, "id", "a", "click", NOON));
        }
        settle(job, NOON + 1);
        job.define(next);
        settle(job, logTime);
        RunningJob.State state = job.checkpoint(1);
        job.close();
        return state;
    }

    private static RunningJob started(RunningJob.@Nullable State state, long epoch, int parallelism) throws Exception {
        return new RunningJob(parallelism, state, new EpochStart(epoch, NOON), null);
    }

    private void settle(RunningJob job, long logTime) throws Exception {
        job.watermark(logTime);
        // What closes when log time gets there comes behind the watermark.
        job.watermark(logTime);
        job.sinks().forEach(sink -> sink.upload(table, false));
    }

    /** The keys of the rows that a job wants to store. */
    private static Set<StatisticsKey> written(RunningJob job) {
        ResultTable written = new ResultTable();
        job.sinks().forEach(sink -> sink.upload(written, false));
        return written.keys();
    }

    private static ExperimentDefinition completed(int version, long revision) {
        ExperimentDefinition running = Fixtures.definition(version, revision, 0);
        return new ExperimentDefinition(
                running.experimentId(),
                running.workspaceId(),
                running.name(),
                ExperimentStatus.COMPLETED,
                revision,
                version,
                running.variants(),
                running.weightEpochs(),
                NOON);
    }
}
