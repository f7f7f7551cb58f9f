package io.splitstream.jobs.metrics;

import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State that a release wrote is read by this one. The samples are kept for ever; a release that changes a format adds
 * one, written by {@code -Dtest=StateUpgradeTest -Dsplitstream.state.sample=DIR}.
 */
class StateUpgradeTest {
    private static final int USERS = 25;
    private static final String DIRECTORY = System.getProperty("splitstream.state.sample", "");
    private static final ExperimentDefinition FIRST = Fixtures.definition(1, 1, 0, NOON - 40);
    private static final ExperimentDefinition NEXT = Fixtures.definition(2, 2, 0, NOON - 40);

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void state_ofARelease_isContinuedAsIfThisOneHadWrittenIt(String release) throws Exception {
        RunningJob.State old = new RunningJob.State(
                1, List.of(read(release, "user-totals")), List.of(read(release, "statistics")), new DoubleSums());

        assertThat(continued(old)).isEqualTo(continued(freshlyWritten()));
    }

    @Test
    void sample_ofThisRelease_canBeWritten() throws Exception {
        Path directory = DIRECTORY.isEmpty() ? scratch : Files.createDirectories(Path.of(DIRECTORY));
        RunningJob.State state = freshlyWritten();

        OperatorSnapshotUtil.writeStateHandle(
                state.users().get(0), directory.resolve("user-totals").toString());
        OperatorSnapshotUtil.writeStateHandle(
                state.statistics().get(0), directory.resolve("statistics").toString());

        assertThat(directory).isDirectoryContaining("glob:**/user-totals").isDirectoryContaining("glob:**/statistics");
    }

    /** What the second version's rows hold after it went on: everything was sent again, then came more, then a version. */
    private static Map<StatisticsKey, Statistics> continued(RunningJob.State state) throws Exception {
        RunningJob job = new RunningJob(2, state, new EpochStart(2, NOON), null);
        try {
            consume(job, first());
            consume(job, more());
            job.define(NEXT);
            job.watermark(NOON + 100);
            ResultTable table = new ResultTable();
            job.sinks().forEach(sink -> sink.upload(table, false));
            assertThat(table.events(2)).isEqualTo(4L * USERS);
            return table.statistics(2);
        } finally {
            job.close();
        }
    }

    private static RunningJob.State freshlyWritten() throws Exception {
        RunningJob job = new RunningJob(1, null, new EpochStart(1, NOON), null);
        try {
            job.define(FIRST);
            consume(job, first());
            return job.checkpoint(1);
        } finally {
            job.close();
        }
    }

    private static void consume(RunningJob job, List<LogEntry> entries) throws Exception {
        for (LogEntry entry : entries) {
            job.consume(entry);
        }
    }

    /** Three events of each user around noon and a copy; a crossover among the users, and a late event. */
    private static List<LogEntry> first() {
        List<LogEntry> entries = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int ratedMinutesAgo = user == 3 ? 8 * 24 * 60 : 90;
            entries.add(event(user, "1", variant(user), "impression", user));
            entries.add(event(user, "2", user == 7 ? "a" : variant(user), "conversion", user * 60));
            entries.add(event(user, "1", variant(user), "click", 0));
            entries.add(event(user, "3", variant(user), "rating", ratedMinutesAgo));
        }
        return entries;
    }

    /** Another event of each user, and an assignment. */
    private static List<LogEntry> more() {
        List<LogEntry> entries = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            entries.add(event(user, "4", variant(user), "click", 30));
            entries.add(Fixtures.enrolment("user-" + user, user % 2, NOON, user));
        }
        return entries;
    }

    private static String variant(int user) {
        return user % 2 == 0 ? "a" : "b";
    }

    private static CountableEvent event(int user, String id, String variant, String type, int minutesAgo) {
        long timestamp = NOON - Duration.ofMinutes(minutesAgo).toMillis();
        return Fixtures.event(
                "user-" + user, id, variant, type, type.equals("click") ? null : 12_345L, timestamp, NOON);
    }

    private OperatorSubtaskState read(String release, String operator) throws IOException, ClassNotFoundException {
        Path file = scratch.resolve(operator);
        try (InputStream sample = StateUpgradeTest.class.getResourceAsStream("/state/" + release + "/" + operator)) {
            if (sample == null) {
                throw new IOException("no sample of " + operator + " of release " + release);
            }
            Files.copy(sample, file);
        }
        return OperatorSnapshotUtil.readStateHandle(file.toString());
    }
}
