package io.splitstream.jobs.metrics;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.topic.Topics;
import io.splitstream.jobs.connector.EpochSource;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.KafkaTopic;
import io.splitstream.jobs.connector.NewestRowsSink;
import io.splitstream.jobs.connector.Watermarks;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.Enrolment;
import io.splitstream.jobs.metrics.core.Heartbeat;
import io.splitstream.jobs.metrics.core.LogEntry;
import io.splitstream.jobs.metrics.core.StatisticsInput;
import io.splitstream.jobs.metrics.core.StatisticsOutput;
import io.splitstream.jobs.metrics.core.StatisticsRow;
import io.splitstream.jobs.runtime.JobEnvironment;
import io.splitstream.jobs.runtime.JobSettings;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job {@code experiment-metrics}: wiring only. */
public final class ExperimentMetricsJob {
    /** The job's name: in Flink, in Kafka, in the progress rows and in the path of its checkpoints. */
    public static final String NAME = "experiment-metrics";

    private ExperimentMetricsJob() {}

    /** Submits the job to the cluster whose process runs this, with the settings of its environment. */
    public static void main(String[] arguments) throws Exception {
        JobSettings settings = JobSettings.load(System.getenv());
        StreamExecutionEnvironment environment = JobEnvironment.create(NAME, settings);
        wire(environment, settings, eventLog(settings).partitions());
        environment.execute(NAME);
    }

    /** Adds the job's operators; touches nothing outside. */
    static void wire(StreamExecutionEnvironment environment, JobSettings settings, int partitions) {
        DataStream<ExperimentDefinition> definitions = definitions(environment, settings);
        DataStream<StatisticsOutput> rows = rows(
                contributions(
                        entries(environment, settings, partitions),
                        definitions,
                        settings.stateLifetimes(),
                        settings.acceptsMissingEvents()),
                epochs(environment, settings));

        rows.sinkTo(new NewestRowsSink<>(settings.clickHouse(), NAME, new StatisticsFormat()))
                .uid("statistics-sink")
                .name("statistics sink");

        raiseAlerts(rows, definitions, settings);
    }

    /**
     * How the contributions of users change, copies left out, and which definition versions they count under.
     *
     * @param missesEvents whether the log may have lost events that were counted once
     */
    public static DataStream<ContributionOutput> contributions(
            DataStream<LogEntry> entries,
            DataStream<ExperimentDefinition> definitions,
            StateLifetimes lifetimes,
            boolean missesEvents) {
        return entries.keyBy(ExperimentMetricsJob::shardOf, Types.INT)
                .connect(definitions.broadcast())
                .transform(
                        "user totals",
                        MetricsTypes.CONTRIBUTION_OUTPUT,
                        new UserTotalsOperator(lifetimes, missesEvents))
                .uid("user-totals");
    }

    /** The rows that changes of contributions add up to. */
    public static DataStream<StatisticsOutput> rows(
            DataStream<ContributionOutput> contributions, DataStream<EpochStart> epochs) {
        return contributions
                .transform("combine changes", MetricsTypes.STATISTICS_INPUT, new ChangeCombiner())
                .uid("change-combiner")
                .keyBy(StatisticsInput::key, MetricsTypes.STATISTICS_KEY)
                .connect(epochs.broadcast())
                .transform("statistics", MetricsTypes.STATISTICS_OUTPUT, new StatisticsOperator())
                .uid("statistics");
    }

    /** One subtask does: rows come a few times a second, alerts hardly ever. */
    private static void raiseAlerts(
            DataStream<StatisticsOutput> rows, DataStream<ExperimentDefinition> definitions, JobSettings settings) {
        DataStream<Alert> alerts = rows.transform("pace rows", MetricsTypes.STATISTICS_OUTPUT, new RowPacer())
                .uid("row-pacer")
                .keyBy(row -> ((StatisticsRow) row).key().experimentId(), Types.STRING)
                .connect(definitions.broadcast())
                .transform("alerts", MetricsTypes.ALERT, new AlertOperator())
                .setParallelism(1)
                .uid("alerts");
        alerts.sinkTo(new KafkaTopic(settings.bootstrapServers(), Topics.ALERTS, NAME)
                        .sink(new AlertFormats.RecordKey(), new AlertFormats.RecordValue()))
                .setParallelism(1)
                .uid("alerts-topic")
                .name("alerts topic");
        alerts.sinkTo(new AlertTable(settings.clickHouse()))
                .setParallelism(1)
                .uid("alerts-table")
                .name("alerts table");
    }

    private static KafkaTopic eventLog(JobSettings settings) {
        return new KafkaTopic(settings.bootstrapServers(), Topics.EVENTS, NAME);
    }

    private static DataStream<LogEntry> entries(
            StreamExecutionEnvironment environment, JobSettings settings, int partitions) {
        int parallelism = Math.min(settings.parallelism(), partitions);
        return environment
                .fromSource(
                        eventLog(settings).sourceOfAll(new LogEntryDeserializer(), settings.acceptsMissingEvents()),
                        Watermarks.ofLogTime(),
                        "events",
                        MetricsTypes.LOG_ENTRY)
                .setParallelism(parallelism)
                .uid("events")
                .filter(entry -> !(entry instanceof Heartbeat))
                .setParallelism(parallelism)
                .uid("without-heartbeats")
                .name("without heartbeats");
    }

    private static DataStream<ExperimentDefinition> definitions(
            StreamExecutionEnvironment environment, JobSettings settings) {
        KafkaTopic topic = new KafkaTopic(settings.bootstrapServers(), Topics.EXPERIMENTS, NAME);
        return environment
                .fromSource(
                        topic.source(new DefinitionDeserializer()),
                        Watermarks.endOfTime(),
                        "definitions",
                        MetricsTypes.DEFINITION)
                .setParallelism(1)
                .uid("definitions");
    }

    private static DataStream<EpochStart> epochs(StreamExecutionEnvironment environment, JobSettings settings) {
        return environment
                .fromSource(
                        new EpochSource(settings.bootstrapServers(), NAME),
                        Watermarks.endOfTime(),
                        "epochs",
                        MetricsTypes.EPOCH)
                .setParallelism(1)
                .uid("epochs");
    }

    /** The shard of an event or an enrolment. */
    public static int shardOf(LogEntry entry) {
        if (entry instanceof CountableEvent event) {
            return event.shard();
        }
        if (entry instanceof Enrolment enrolment) {
            return enrolment.shard();
        }
        throw new IllegalArgumentException("a heartbeat has no shard");
    }
}
