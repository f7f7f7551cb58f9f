package io.splitstream.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.RunningStack;
import io.splitstream.benchmarks.freshness.FreshnessBenchmark;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.benchmarks.load.SendReport;
import io.splitstream.benchmarks.load.SteadyLoad;
import io.splitstream.benchmarks.process.Part;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * The pipeline as a whole, five figures in one run: what edge and jobs take together while events are sent as fast as they
 * are acknowledged; what the jobs store of a backlog in Kafka, beside the engine's own insert rate; a rebuild, beside the
 * time in which its events came; freshness at half of what can be taken; the time from a TaskManager's kill -9 to right
 * figures.
 *
 * <p>The backlog comes to be while the TaskManager is held back, so that its processors are free for the senders, and is
 * worked off by it alone.
 */
public final class PipelineBenchmark implements Benchmark {
    private static final long SEED = 7;
    private static final int USERS = 100_000;
    private static final long WARM_UP_EVENTS = 100_000;
    private static final int LIGHT_LOAD = 1_000;
    private static final long ENDLESS = 50_000_000;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final double SHARE_OF_THE_ENGINE = 0.2;
    private static final double TIMES_REAL_TIME = 10;
    private static final double RIGHT_AGAIN_SECONDS = 15;
    private static final double FRESH_MILLIS = 2_000;

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String purpose() {
        return "from Kafka to the figures: throughput, rebuild, freshness at half load, recovery";
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        long events = request.quick() ? 400_000 : 3_000_000;
        int kills = request.quick() ? 1 : 5;
        Duration fresh = Duration.ofSeconds(request.quick() ? 20 : 60);
        RunningStack stack = RunningStack.of(request.requiredCredentialsFile());
        Figures figures = new Figures(name()).with("events", events).with("users", USERS);
        try {
            send(stack, WARM_UP_EVENTS);
            double taken = taken(stack, events, figures);
            backlog(request, stack, events, figures);
            freshness(stack, (int) (taken / 2), fresh, figures);
            recovery(stack, kills, figures);
            return figures;
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new MeasurementException("the pipeline cannot be measured: " + e.getMessage(), e);
        }
    }

    /** Sends while the jobs work alongside; then a rebuild of the same events. */
    private static double taken(RunningStack stack, long events, Figures figures)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Sent sent = send(stack, events);
        new Backlog(stack.reader(), sent.target.experimentId(), events).watch();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double rebuilt = rebuild(stack.admin(), sent.target.experimentId());
        figures.with("acked_events_per_second", sent.report.eventsPerSecond())
                .with("acked_and_stored_events_per_second", events / seconds)
                .with("rebuild_seconds", rebuilt)
                .withAtLeast("rebuild_times_real_time", seconds / rebuilt, TIMES_REAL_TIME);
        return events / seconds;
    }

    private static void backlog(BenchmarkRequest request, RunningStack stack, long events, Figures figures)
            throws IOException, InterruptedException {
        Throttle taskManager = new Throttle(Part.TASKMANAGER.pid(stack.data()));
        Sent sent;
        try {
            sent = send(stack, events);
        } finally {
            taskManager.release();
        }
        Backlog backlog = new Backlog(stack.reader(), sent.target.experimentId(), events);
        long waiting = events - backlog.stored();
        double seconds = backlog.watch();
        EngineInsert engine = EngineInsert.of(request.requiredCredentialsFile());
        int inserts = (int) Math.min(10, events / 100_000);
        double own = engine.eventsPerSecond(sent.target.experimentId(), inserts, "kafka_offset");
        double sorted = engine.eventsPerSecond(sent.target.experimentId(), inserts, "user_id");
        figures.with("backlog", waiting)
                .with("backlog_stored_after_seconds", seconds)
                .with("backlog_events_per_second", waiting / seconds)
                .with("engine_inserts_per_second", own)
                .with("engine_inserts_of_sorted_rows_per_second", sorted)
                .withAtLeast("backlog_share_of_engine", waiting / seconds / own, SHARE_OF_THE_ENGINE);
    }

    /**
     * Twice in a row: while the engine still merges what was sent before as fast as it went, and the API's answers are
     * compiled, and then.
     */
    private static void freshness(RunningStack stack, int eventsPerSecond, Duration length, Figures figures)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        RunningStack.await("the stack is whole", stack::isWhole);
        LoadTarget target = stack.experiments().start("pipeline, half load " + Instant.now(), 2);
        SteadyLoad load = steady(stack, new EventGenerator(plan(ENDLESS), List.of(target)), eventsPerSecond);
        Histogram begun = FreshnessBenchmark.delays(stack.credentials(), length);
        long before = load.acknowledged();
        long begin = System.nanoTime();
        Histogram delays = FreshnessBenchmark.delays(stack.credentials(), length);
        double acked = (load.acknowledged() - before) * 1e9 / (System.nanoTime() - begin);
        load.end();
        figures.with("half_load_events_per_second_asked", (long) eventsPerSecond)
                .with("half_load_events_per_second_acked", acked)
                .with("half_load_just_begun_fresh_p50_ms", begun.getValueAtPercentile(50) / 1e3)
                .with("half_load_just_begun_fresh_p99_ms", begun.getValueAtPercentile(99) / 1e3)
                .with("half_load_fresh_p50_ms", delays.getValueAtPercentile(50) / 1e3)
                .withAtMost("half_load_fresh_p99_ms", delays.getValueAtPercentile(99) / 1e3, FRESH_MILLIS);
    }

    /** Until tasks run again it is restart and restoring; from there on reading, and the wait of rows for it. */
    private static void recovery(RunningStack stack, int kills, Figures figures)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        RunningJobs jobs = new RunningJobs(stack);
        LoadTarget target = stack.experiments().start("pipeline, recovery " + Instant.now(), 2);
        EventGenerator generator = new EventGenerator(plan(ENDLESS), List.of(target));
        SteadyLoad load = steady(stack, generator, LIGHT_LOAD);
        List<Double> running = new ArrayList<>();
        List<Double> right = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            RunningStack.await("the stack is whole", () -> stack.isWhole() && jobs.allRun());
            Thread.sleep(SETTLING.toMillis());
            Instant killed = Instant.now();
            Part.TASKMANAGER.kill(stack.data());
            RunningStack.await("the JobManager notices", () -> !jobs.allRun());
            RunningStack.await("tasks run again", jobs::allRun);
            running.add(secondsSince(killed));
            RunningStack.await("figures of " + killed, () -> stack.cells().areCompleteUntil(killed.toEpochMilli()));
            right.add(secondsSince(killed));
        }
        load.end();
        new Backlog(
                        stack.reader(),
                        target.experimentId(),
                        generator.expectation().get(0).events())
                .watch();
        Collections.sort(running);
        Collections.sort(right);
        figures.with("taskmanager_kills", (long) kills)
                .with("running_again_median_seconds", running.get(kills / 2))
                .with("right_again_median_seconds", right.get(kills / 2))
                .withAtMost("right_again_longest_seconds", right.get(kills - 1), RIGHT_AGAIN_SECONDS);
    }

    private static double secondsSince(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() / 1e3;
    }

    private record Sent(LoadTarget target, SendReport report) {}

    private static Sent send(RunningStack stack, long events) throws IOException, InterruptedException {
        LoadTarget target = stack.experiments().start("pipeline " + Instant.now(), 2);
        EventGenerator generator = new EventGenerator(plan(events), List.of(target));
        return new Sent(target, stack.sender().send(generator, RouteMix.only(Route.COLLECT), SEED, AckListener.NONE));
    }

    private static SteadyLoad steady(RunningStack stack, EventGenerator generator, int eventsPerSecond) {
        return new SteadyLoad(
                stack.sender(), generator, generator::end, RouteMix.only(Route.COLLECT), SEED, eventsPerSecond);
    }

    private static LoadPlan plan(long events) {
        return LoadPlan.of(SEED, events, USERS, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .withCopyShare(0);
    }

    /** Seconds until readers see the rebuilt generation. */
    private static double rebuild(ApiClient api, String experimentId) throws IOException, InterruptedException {
        String path = "/api/experiments/" + experimentId + "/rebuild";
        long begin = System.nanoTime();
        JsonNode status = accepted(api.post(path, "{}"));
        while (!status.path("building").isMissingNode()
                && !status.path("building").isNull()) {
            Thread.sleep(50);
            status = accepted(api.get(path));
        }
        if (status.path("active_generation").asInt() == 0) {
            throw new MeasurementException("the rebuild did not end well: " + status, null);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static JsonNode accepted(Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IOException("status " + answer.status() + ": " + answer.text());
        }
        return answer.data();
    }
}
