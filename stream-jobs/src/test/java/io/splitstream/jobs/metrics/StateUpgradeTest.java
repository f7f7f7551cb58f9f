package io.splitstream.jobs.metrics;

import static io.splitstream.contracts.definition.ExperimentStatus.RUNNING;
import static io.splitstream.jobs.metrics.core.Fixtures.NOON;
import static io.splitstream.jobs.metrics.core.WatchedUsers.FLOOR;
import static io.splitstream.jobs.metrics.core.WatchedUsers.converting;
import static io.splitstream.jobs.metrics.core.WatchedUsers.definition;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.metric.Measure;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.jobs.StateSamples;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.connector.StoreStandIn;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Fixtures;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.Shards;
import io.splitstream.jobs.metrics.core.Statistics;
import io.splitstream.jobs.metrics.core.StatisticsKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State that a release wrote is read by this one, and goes on as what a recount of the log says. */
class StateUpgradeTest {
    private static final int USERS = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** The release whose samples are in today's formats. */
    private static final String NEWEST = "0.2.0";

    private static final Alert WAITING = new Alert(
            "waiting",
            "acme",
            Fixtures.EXPERIMENT,
            3,
            1,
            AlertRule.SAMPLE_RATIO,
            AlertFigures.measured(null, null, 0.001, 1e-5, 90),
            NOON,
            NOON + 6);

    @TempDir
    Path scratch;

    /** The metrics that the experiment of a sample declares. */
    static Stream<Arguments> samples() {
        return Stream.of(Arguments.of("0.1.0", MetricPlan.NONE), Arguments.of(NEWEST, Fixtures.METRICS));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void state_ofARelease_isContinuedAsTheLogIsRecounted(String release, MetricPlan declared) throws Exception {
        RunningJob.State old =
                stateOf(StateSamples.read(release, "user-totals"), StateSamples.read(release, "statistics"));

        assertThat(continued(old, declared)).isEqualTo(recounted(declared));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void state_ofARelease_hasEveryRowOfTheNextVersion_andThenKeepsThatAlone(String release, MetricPlan declared)
            throws Exception {
        RunningJob.State old =
                stateOf(StateSamples.read(release, "user-totals"), StateSamples.read(release, "statistics"));
        RunningJob upgraded = new RunningJob(2, old, new EpochStart(2, NOON), null);
        upgraded.watermark(NOON);
        upgraded.define(next(declared));
        upgraded.watermark(NOON + 1);
        RunningJob after = new RunningJob(4, upgraded.checkpoint(2), new EpochStart(3, NOON), null);
        after.watermark(NOON + 2);
        ResultTable table = new ResultTable();
        after.sinks().forEach(sink -> sink.upload(table, false));

        assertThat(table.keys()).hasSize(Shards.BUCKETS).allMatch(key -> key.version() == 2);
        upgraded.close();
        after.close();
    }

    @Test
    void windows_openAndClosedInASample_areSo() throws Exception {
        RunningJob.State old =
                stateOf(StateSamples.read(NEWEST, "user-totals"), StateSamples.read(NEWEST, "statistics"));
        Map<StatisticsKey, Statistics> continued = continued(old, Fixtures.METRICS);

        assertThat(matured(continued, 1)).as("closed when the sample was taken").isEqualTo(9);
        assertThat(matured(continued, 2)).as("all but the crossover").isEqualTo(USERS - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = NEWEST)
    void alerts_ofARelease_areNotRaisedAgain_andItsRowsAreCountedOn(String release) throws Exception {
        AlertSubtask subtask = AlertSubtask.opened(StateSamples.read(release, "alerts"));
        try {
            subtask.row(1, 5, converting("b", 20, 2));
            subtask.watermark(800);
            assertThat(subtask.alerts()).as("raised before").isEmpty();
            subtask.define(definition(RUNNING, 1, 1, 2, FLOOR));
            subtask.watermark(850);
            assertThat(subtask.alerts()).as("a revision that is known").isEmpty();
            subtask.define(definition(RUNNING, 1, 2, 2, FLOOR));
            subtask.watermark(900);

            assertThat(subtask.alerts()).singleElement().satisfies(alert -> {
                assertThat(alert.weightEpoch()).isEqualTo(1);
                assertThat(alert.figures()).isEqualTo(AlertFigures.measured(0.1, 0.3, 0.2, null, 520));
            });
        } finally {
            subtask.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = NEWEST)
    void alerts_thatWaitedWhenARelease_endedAreStored(String release) throws Exception {
        OperatorSubtaskState sample = StateSamples.read(release, "alerts-table");
        StoreStandIn store = StoreStandIn.start();
        var writer = alertWriter(store);
        try {
            writer.initializeState(sample);
            writer.open();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (store.tables().isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            RowBuffer row = new RowBuffer();
            AlertFormats.append(WAITING, row);

            assertThat(store.inserts())
                    .containsExactly(new StoreStandIn.Insert(
                            "alerts",
                            AlertFormats.COLUMNS,
                            HexFormat.of().formatHex(row.read().readAllBytes())));
        } finally {
            writer.close();
            store.close();
        }
    }

    @Test
    void formats_ofToday_areThoseOfTheNewestSamples() throws Exception {
        Map<String, OperatorSubtaskState> today = new TreeMap<>();
        for (Map.Entry<String, OperatorSubtaskState> operator : freshlyWritten().entrySet()) {
            today.put(operator.getKey(), StateSamples.written(operator.getKey(), operator.getValue(), scratch));
        }

        for (Map.Entry<String, OperatorSubtaskState> operator : today.entrySet()) {
            assertThat(StateSamples.formats(StateSamples.read(NEWEST, operator.getKey())))
                    .as("a new format of %s needs a sample, see StateSamples", operator.getKey())
                    .isEqualTo(StateSamples.formats(operator.getValue()))
                    .isNotEmpty();
        }
        assertThat(waitingVersion(StateSamples.read(NEWEST, "alerts-table")))
                .as("a new format of waiting alerts needs a sample, see StateSamples")
                .isEqualTo(new AlertFormats.Waiting().getVersion());
    }

    @Test
    void state_ofThisRelease_isContinuedAsTheLogIsRecounted() throws Exception {
        RunningJob.State fresh = freshlyCounted();
        RunningJob.State written = stateOf(
                StateSamples.written("user-totals", fresh.users().get(0), scratch),
                StateSamples.written("statistics", fresh.statistics().get(0), scratch));

        assertThat(continued(written, Fixtures.METRICS)).isEqualTo(recounted(Fixtures.METRICS));
    }

    /** The state of every operator of the job that has any, Kafka's sources and sinks aside, by its uid. */
    private static Map<String, OperatorSubtaskState> freshlyWritten() throws Exception {
        RunningJob.State counted = freshlyCounted();
        return Map.of(
                "user-totals", counted.users().get(0),
                "statistics", counted.statistics().get(0),
                "alerts", breached(),
                "alerts-table", waiting());
    }

    private static RunningJob.State freshlyCounted() throws Exception {
        RunningJob job = new RunningJob(1, null, new EpochStart(1, NOON), null);
        try {
            job.define(first(Fixtures.METRICS));
            consume(job, first());
            job.watermark(NOON);
            return job.checkpoint(1);
        } finally {
            job.close();
        }
    }

    /** A guardrail that was crossed, and said so. */
    private static OperatorSubtaskState breached() throws Exception {
        AlertSubtask subtask = AlertSubtask.opened(null);
        try {
            subtask.define(definition(RUNNING, 1, 1, 1, FLOOR));
            subtask.row(1, 3, converting("a", 500, 150));
            subtask.row(1, 4, converting("b", 500, 50));
            subtask.watermark(700);
            assertThat(subtask.alerts()).hasSize(1);
            return subtask.snapshot(1, 1);
        } finally {
            subtask.close();
        }
    }

    /** An alert that the store refused. */
    private static OperatorSubtaskState waiting() throws Exception {
        StoreStandIn store = StoreStandIn.start();
        var writer = alertWriter(store);
        try {
            store.refuse(true);
            writer.open();
            writer.processElement(new StreamRecord<>(WAITING));
            return writer.snapshot(1, 1);
        } finally {
            writer.close();
            store.close();
        }
    }

    private static OneInputStreamOperatorTestHarness<Alert, CommittableMessage<Void>> alertWriter(StoreStandIn store)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<Alert, Void>(new AlertTable(store.address())));
    }

    /** The version of the bytes of a waiting alert, which follows the length of the alert's part of the state. */
    private static int waitingVersion(OperatorSubtaskState state) throws IOException {
        OperatorStateHandle handle =
                state.getManagedOperatorState().stream().findFirst().orElseThrow();
        OperatorStateHandle.StateMetaInfo alerts =
                Objects.requireNonNull(handle.getStateNameToPartitionOffsets().get("writer_raw_states"));
        try (FSDataInputStream stream = handle.openInputStream()) {
            stream.seek(alerts.getOffsets()[0]);
            DataInputViewStreamWrapper in = new DataInputViewStreamWrapper(stream);
            in.readInt();
            return in.readInt();
        }
    }

    private static RunningJob.State stateOf(OperatorSubtaskState users, OperatorSubtaskState statistics) {
        return new RunningJob.State(1, List.of(users), List.of(statistics), new DoubleSums());
    }

    /** What the rows hold after it went on: everything was sent again, then came more, then a version, then log time. */
    private static Map<StatisticsKey, Statistics> continued(RunningJob.State state, MetricPlan declared)
            throws Exception {
        RunningJob job = new RunningJob(2, state, new EpochStart(2, NOON), null);
        try {
            consume(job, first());
            consume(job, more());
            // Once the log was read again: of a version that is replaced before, the row of the old epoch stays.
            job.watermark(NOON);
            job.define(next(declared));
            job.watermark(NOON + Fixtures.WINDOW);
            ResultTable table = new ResultTable();
            job.sinks().forEach(sink -> sink.upload(table, false));
            Map<StatisticsKey, Statistics> rows = new HashMap<>(table.statistics(1));
            rows.putAll(table.statistics(2));
            return rows;
        } finally {
            job.close();
        }
    }

    /** The same from the log at once. The first version's rows are left as they were when the second came. */
    private static Map<StatisticsKey, Statistics> recounted(MetricPlan declared) {
        List<LogEntry> log = new ArrayList<>(first());
        log.addAll(first());
        log.addAll(more());
        BatchAnswer answer = BatchAnswer.of(log);
        Map<StatisticsKey, Statistics> rows = new HashMap<>(answer.statistics(List.of(first(declared)), NOON));
        rows.putAll(answer.statistics(List.of(next(declared)), NOON + Fixtures.WINDOW));
        return rows;
    }

    private static long matured(Map<StatisticsKey, Statistics> rows, int version) {
        int index = Fixtures.METRICS.layout().indexOf(Measure.matured(Fixtures.WINDOW));
        return rows.entrySet().stream()
                .filter(row -> row.getKey().version() == version)
                .flatMap(row -> row.getValue().cells().values().stream())
                .mapToLong(cell -> cell.sums().get(index).longValueExact())
                .sum();
    }

    private static ExperimentDefinition first(MetricPlan declared) {
        return Fixtures.definition(declared, 1, 1, 0, NOON - 40);
    }

    private static ExperimentDefinition next(MetricPlan declared) {
        return Fixtures.definition(declared, 2, 2, 0, NOON - 40);
    }

    private static void consume(RunningJob job, List<LogEntry> entries) throws Exception {
        for (LogEntry entry : entries) {
            job.consume(entry);
        }
    }

    /**
     * Three events of each user around noon and a copy; a crossover among the users, and a late event. Of five users four
     * are assigned: the windows of about half of them close until noon, a minute apart.
     */
    private static List<LogEntry> first() {
        List<LogEntry> entries = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            int ratedMinutesAgo = user == 3 ? 8 * 24 * 60 : 90;
            entries.add(event(user, "1", variant(user), "impression", user));
            entries.add(event(user, "2", user == 7 ? "a" : variant(user), "conversion", user * 60));
            entries.add(event(user, "1", variant(user), "click", 0));
            entries.add(event(user, "3", variant(user), "rating", ratedMinutesAgo));
            if (user % 5 > 0) {
                entries.add(Fixtures.enrolment(
                        "user-" + user, user % 2, NOON - Fixtures.WINDOW + (user - 12) * 60_000L, user));
            }
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
}
