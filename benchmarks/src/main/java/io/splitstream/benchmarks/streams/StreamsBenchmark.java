package io.splitstream.benchmarks.streams;

import io.splitstream.benchmarks.process.JavaProcess;
import io.splitstream.benchmarks.process.Quiet;
import io.splitstream.benchmarks.process.Scratch;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events per second and state per id of four ways to count, each in a JVM of its own, and of hot keys.
 *
 * <p>Rates per core are per second of CPU time of the whole process: made events, network, garbage collection and all.
 * State is the heap held after a full collection; an id's share of it is what a way holds beyond aggregating alone, a user's
 * what aggregating holds beyond passing events through.
 */
public final class StreamsBenchmark implements Benchmark {
    private static final double TIMES_NAIVE = 5;
    private static final double OF_AGGREGATE = 0.6;
    private static final double BYTES_AN_ID = 20;
    private static final double HOT_SHARE = 0.5;
    private static final double HOT_EXPERIMENT = 0.99;
    private static final double HOT_USER = 0.3;
    private static final int EVENTS_PER_USER = 20;
    /** Times as much processor time as ours takes, after which the naive way on disk is measured by what it got through. */
    private static final int ON_DISK_PATIENCE = 6;

    private static final long UNLIMITED_CPU_SECONDS = Duration.ofDays(1).toSeconds();
    private static final Duration LONGEST = Duration.ofMinutes(40);

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String purpose() {
        return "the metrics job beside passing through, aggregating alone and one state entry per id; hot keys; state";
    }

    @Override
    public boolean needsStack() {
        return false;
    }

    /** One JVM to start. */
    private record Run(Steps steps, long events, EventShape shape, long cpuSeconds) {
        Run(Steps steps, long events, EventShape shape) {
            this(steps, events, shape, UNLIMITED_CPU_SECONDS);
        }
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        long ids = request.quick() ? 1_000_000 : 20_000_000;
        long events = ids
                * EventShape.COPY_EVERY
                / (EventShape.COPY_EVERY - 1)
                / StreamsJobMain.PARALLELISM
                * StreamsJobMain.PARALLELISM;
        int users = (int) (ids / EVENTS_PER_USER);
        EventShape even = new EventShape(users, 0, 0);
        try (Scratch scratch = Scratch.make("streams")) {
            Figures figures = new Figures(name())
                    .with("machine_used_by_others", Quiet.require(request.busy()))
                    .with("events", events)
                    .with("ids", EventShape.ids(events))
                    .with("users", users);
            Map<Steps, Measured> measured = new EnumMap<>(Steps.class);
            for (Steps steps : EnumSet.complementOf(EnumSet.of(Steps.NAIVE_ON_DISK))) {
                measured.put(steps, measure(request, scratch, new Run(steps, events, even)));
                rates(figures, steps.word(), of(measured, steps));
            }
            long fewer = events / 4 / StreamsJobMain.PARALLELISM * StreamsJobMain.PARALLELISM;
            Measured plain = measure(request, scratch, new Run(Steps.OURS, fewer, even));
            rates(figures, "evenly_spread", plain);
            hot(figures, "hot_experiment", plain, request, scratch, fewer, new EventShape(users, HOT_EXPERIMENT, 0));
            hot(figures, "hot_user", plain, request, scratch, fewer, new EventShape(users, 0, HOT_USER));
            long patience = (long) (ON_DISK_PATIENCE * of(measured, Steps.OURS).cpuSeconds());
            Measured onDisk = measure(request, scratch, new Run(Steps.NAIVE_ON_DISK, events, even, patience));
            measured.put(Steps.NAIVE_ON_DISK, onDisk);
            rates(figures, Steps.NAIVE_ON_DISK.word(), onDisk);
            figures.with("naive_on_disk_events", onDisk.events());
            compare(figures, measured, EventShape.ids(events), users);
            return figures;
        } catch (IOException e) {
            throw new MeasurementException("a process could not be run: " + e.getMessage(), e);
        }
    }

    private static void compare(Figures figures, Map<Steps, Measured> measured, long ids, int users) {
        Measured passing = of(measured, Steps.PASS_THROUGH);
        Measured aggregate = of(measured, Steps.AGGREGATE);
        Measured naive = of(measured, Steps.NAIVE);
        Measured ours = of(measured, Steps.OURS);
        Measured onDisk = of(measured, Steps.NAIVE_ON_DISK);
        figures.withAtLeast("ours_times_naive", ours.eventsPerCpuSecond() / naive.eventsPerCpuSecond(), TIMES_NAIVE)
                .withAtLeast(
                        "ours_times_naive_on_disk",
                        ours.eventsPerCpuSecond() / onDisk.eventsPerCpuSecond(),
                        TIMES_NAIVE)
                .withAtLeast(
                        "ours_of_aggregate", ours.eventsPerCpuSecond() / aggregate.eventsPerCpuSecond(), OF_AGGREGATE)
                .withAtMost("ours_bytes_an_id", (double) (ours.heapBytes() - aggregate.heapBytes()) / ids, BYTES_AN_ID)
                .with("naive_bytes_an_id", (double) (naive.heapBytes() - aggregate.heapBytes()) / ids)
                .with("bytes_a_user", (double) (aggregate.heapBytes() - passing.heapBytes()) / users)
                .with("ours_dedupe_cpu_micros", addedMicros(ours, aggregate))
                .with("naive_dedupe_cpu_micros", addedMicros(naive, aggregate))
                .with("naive_on_disk_dedupe_cpu_micros", addedMicros(onDisk, aggregate));
    }

    /** CPU time that a way takes for an event beyond aggregating alone: what telling copies apart costs. */
    private static double addedMicros(Measured way, Measured aggregate) {
        return 1e6 / way.eventsPerCpuSecond() - 1e6 / aggregate.eventsPerCpuSecond();
    }

    private static void hot(
            Figures figures,
            String what,
            Measured plain,
            BenchmarkRequest request,
            Scratch scratch,
            long events,
            EventShape shape)
            throws IOException, InterruptedException {
        Measured measured = measure(request, scratch, new Run(Steps.OURS, events, shape));
        rates(figures, what, measured);
        figures.withAtLeast(
                what + "_of_evenly_spread", measured.eventsPerSecond() / plain.eventsPerSecond(), HOT_SHARE);
    }

    private static void rates(Figures figures, String what, Measured measured) {
        figures.with(what + "_events_per_second", measured.eventsPerSecond())
                .with(what + "_events_per_second_and_core", measured.eventsPerCpuSecond());
    }

    private static Measured of(Map<Steps, Measured> measured, Steps steps) {
        Measured found = measured.get(steps);
        if (found == null) {
            throw new IllegalStateException(steps + " was not measured");
        }
        return found;
    }

    private static Measured measure(BenchmarkRequest request, Scratch scratch, Run run)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(scratch.directory(), "run");
        Path log = directory.resolve("output");
        List<String> flags = new ArrayList<>(List.of(
                "-Xms256m",
                request.quick() ? "-Xmx3g" : "-Xmx10g",
                "-XX:+UseG1GC",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "-cp",
                String.join(
                        ":",
                        request.classPaths().of("benchmarks"),
                        request.classPaths().of("flink"),
                        request.classPaths().of("stream-jobs"))));
        List<String> arguments = List.of(
                run.steps().name(),
                Long.toString(run.events()),
                Integer.toString(run.shape().users()),
                Double.toString(run.shape().hotExperiment()),
                Double.toString(run.shape().hotUser()),
                directory.resolve("files").toString(),
                Long.toString(run.cpuSeconds()));
        try (JavaProcess process = JavaProcess.start(log, flags, StreamsJobMain.class.getName(), arguments, Map.of())) {
            process.awaitSuccess(LONGEST);
        }
        Measured measured = Measured.of(Files.readAllLines(log));
        System.out.printf(
                Locale.ROOT,
                "%s: %,d events, %,.0f a second and core, %,d MiB%n",
                run.steps().word(),
                measured.events(),
                measured.eventsPerCpuSecond(),
                measured.heapBytes() >> 20);
        return measured;
    }
}
