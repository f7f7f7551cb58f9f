package io.splitstream.benchmarks.streams;

import com.sun.management.OperatingSystemMXBean;
import io.splitstream.jobs.connector.EpochStart;
import io.splitstream.jobs.connector.Watermarks;
import io.splitstream.jobs.core.StateLifetimes;
import io.splitstream.jobs.metrics.ExperimentMetricsJob;
import io.splitstream.jobs.metrics.MetricsTypes;
import io.splitstream.jobs.metrics.core.ContributionOutput;
import io.splitstream.jobs.metrics.core.CountableEvent;
import io.splitstream.jobs.metrics.core.LogEntry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Runs one job over made events in this JVM and prints what it measured: {@code STEPS EVENTS USERS HOT_EXPERIMENT
 * HOT_USER DIRECTORY CPU_SECONDS}. State lives on the heap but where the steps say otherwise, without checkpoints; two
 * subtasks. A job that takes more processor time than it is given is measured by what it got through.
 */
public final class StreamsJobMain {
    /** Subtasks of each operator. */
    static final int PARALLELISM = 2;

    /** What a TaskManager of Flink's default size gives its state, and more than ours takes for 20 million ids. */
    private static final int ROCKSDB_MEBIBYTES = 512;

    private static final int POLL_MILLIS = 10;
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(3);

    private StreamsJobMain() {}

    public static void main(String[] args) throws Exception {
        Steps steps = Steps.valueOf(args[0]);
        long perSubtask = Long.parseLong(args[1]) / PARALLELISM;
        EventShape shape =
                new EventShape(Integer.parseInt(args[2]), Double.parseDouble(args[3]), Double.parseDouble(args[4]));
        Path directory = Files.createDirectories(Path.of(args[5]));
        long cpuNanosGiven = TimeUnit.SECONDS.toNanos(Long.parseLong(args[6]));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration(steps, directory));
        environment.setMaxParallelism(128);
        DataStream<LogEntry> entries = environment
                .fromSequence(0, perSubtask * PARALLELISM - 1)
                .map(new HeldSequence(shape, perSubtask, directory), MetricsTypes.LOG_ENTRY)
                .assignTimestampsAndWatermarks(Watermarks.<LogEntry>ofLogTime()
                        .withTimestampAssigner((entry, before) -> ((CountableEvent) entry).loggedAt()));
        wire(environment, steps, entries);
        long heapBefore = heap();
        JobClient job = environment.executeAsync(steps.word());
        await(job, subtask -> Files.exists(HeldSequence.begun(directory, subtask)));
        long begin = System.nanoTime();
        long cpuBegin = cpuNanos();
        await(
                job,
                subtask ->
                        Files.exists(HeldSequence.held(directory, subtask)) || cpuNanos() - cpuBegin > cpuNanosGiven);
        long made = HeldSequence.made();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = (cpuNanos() - cpuBegin) / 1e9;
        Thread.sleep(SETTLES_WITHIN.toMillis());
        long heap = heap() - heapBefore;
        System.out.println(new Measured(made, seconds, cpuSeconds, heap).line());
        if (made < perSubtask * PARALLELISM) {
            job.cancel().get();
            return;
        }
        Files.createFile(HeldSequence.release(directory));
        job.getJobExecutionResult().get();
    }

    private static void wire(StreamExecutionEnvironment environment, Steps steps, DataStream<LogEntry> entries) {
        if (steps == Steps.PASS_THROUGH) {
            entries.keyBy(ExperimentMetricsJob::shardOf, Types.INT)
                    .filter(entry -> entry instanceof CountableEvent)
                    .sinkTo(new DiscardingSink<>());
            return;
        }
        DataStream<ContributionOutput> changes =
                switch (steps) {
                    case NAIVE, NAIVE_ON_DISK ->
                        totals(entries.keyBy(StreamsJobMain::identity, Types.STRING)
                                .filter(new SeenOnce()));
                    case OURS ->
                        ExperimentMetricsJob.contributions(
                                entries,
                                environment
                                        .fromData(EventShape.definitions(), MetricsTypes.DEFINITION)
                                        .assignTimestampsAndWatermarks(Watermarks.endOfTime()),
                                StateLifetimes.USUAL,
                                false);
                    case AGGREGATE, PASS_THROUGH -> totals(entries);
                };
        ExperimentMetricsJob.rows(
                        changes,
                        environment
                                .fromData(List.of(new EpochStart(1, 0)), MetricsTypes.EPOCH)
                                .assignTimestampsAndWatermarks(Watermarks.endOfTime()))
                .sinkTo(new DiscardingSink<>());
    }

    private static DataStream<ContributionOutput> totals(DataStream<LogEntry> entries) {
        return entries.keyBy(ExperimentMetricsJob::shardOf, Types.INT)
                .process(new PlainTotals(), MetricsTypes.CONTRIBUTION_OUTPUT);
    }

    private static String identity(LogEntry entry) {
        CountableEvent event = (CountableEvent) entry;
        return event.workspaceId() + ' ' + event.experimentId() + ' ' + event.userId() + ' ' + event.eventId();
    }

    private static Configuration configuration(Steps steps, Path directory) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(20));
        if (steps == Steps.NAIVE_ON_DISK) {
            configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
            configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(ROCKSDB_MEBIBYTES));
            configuration.set(CoreOptions.TMP_DIRS, directory.toString());
        }
        return configuration;
    }

    private static void await(JobClient job, IntPredicate isThere) throws Exception {
        for (int subtask = 0; subtask < PARALLELISM; subtask++) {
            while (!isThere.test(subtask)) {
                if (job.getJobStatus().get().isGloballyTerminalState()) {
                    throw new IOException("the job ended by itself: "
                            + job.getJobExecutionResult().get());
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** What is reachable. */
    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
