package io.splitstream.benchmarks.query;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.ClickHouseReader;
import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.client.StoredCells;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventSender;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.benchmarks.load.SendReport;
import io.splitstream.benchmarks.load.SenderSettings;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.contracts.recount.Recount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Answers of the API beside the batch answer to the same question: all figures of an experiment follow from its
 * sufficient statistics, which the API reads as streamed and the recount computes from the archive.
 *
 * <p>Everything is filled by the pipeline itself: events go to the edge, and both jobs count and archive them. Each
 * experiment is asked at intervals above those within which the API shares an answer, so that every answer is read from
 * the store. At the end the integers of both ways are compared.
 */
public final class QueryBenchmark implements Benchmark {
    private static final long SEED = 20;
    private static final int EXPERIMENTS = 20;
    private static final int VARIANTS = 2;
    private static final double TIMES_FASTER = 20;
    /** Above the 200 ms for which the API shares an answer. */
    private static final Duration BETWEEN_ASKING = Duration.ofMillis(250);

    private static final List<WeightEpoch> NEVER_REALLOCATED = List.of(new WeightEpoch(0, 0, Map.of()));

    private static final Duration CATCH_UP = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String purpose() {
        return "answers from streamed statistics beside the same figures by SQL over the archive";
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        long events = request.quick() ? 400_000 : 20_000_000;
        int users = request.quick() ? 20_000 : 1_000_000;
        int asked = request.quick() ? 100 : 400;
        int recounts = request.quick() ? 20 : 40;
        Credentials credentials = request.credentials();
        try {
            ApiClient api = new ApiClient(credentials.api(), credentials.adminToken());
            ClickHouseReader reader = new ClickHouseReader(credentials);
            List<LoadTarget> targets = targets(api);
            SendReport sent = fill(credentials, targets, events, users);
            long caughtUp = System.nanoTime();
            awaitComplete(reader);
            double lag = (System.nanoTime() - caughtUp) / 1e9;
            Figures figures = new Figures(name())
                    .with("events", events)
                    .with("experiments", EXPERIMENTS)
                    .with("users", users)
                    .with("filled_events_per_second", sent.eventsPerSecond())
                    .with("filled_then_complete_after_seconds", lag);
            Histogram batch = recounted(reader, targets, recounts);
            percentiles(figures, "recount_by_sql", batch);
            ask(figures, "metrics", batch, timed(api, targets, asked, "GET", "/metrics"));
            ask(figures, "analyze", batch, timed(api, targets, asked, "POST", "/analyze"));
            ask(figures, "recommendation", batch, timed(api, targets, asked, "GET", "/recommendation"));
            ask(figures, "realtime", batch, timed(api, targets, asked, "GET", "/realtime"));
            return figures.withAtLeast(
                    "experiments_of_identical_integers", (double) identical(reader, targets), EXPERIMENTS);
        } catch (IOException e) {
            throw new MeasurementException("the queries cannot be measured: " + e.getMessage(), e);
        }
    }

    private static List<LoadTarget> targets(ApiClient api) throws IOException, InterruptedException {
        List<LoadTarget> targets = new ArrayList<>();
        for (int i = 0; i < EXPERIMENTS; i++) {
            targets.add(new Experiments(api).start("query " + i, VARIANTS));
        }
        return targets;
    }

    private static SendReport fill(Credentials credentials, List<LoadTarget> targets, long events, int users)
            throws InterruptedException {
        QueryLoad load = new QueryLoad(targets, events, users, Instant.now().truncatedTo(ChronoUnit.MILLIS), SEED);
        EventSender sender = new EventSender(SenderSettings.to(credentials.edge(), credentials.crewToken()));
        return sender.send(load, RouteMix.only(Route.COLLECT), SEED, AckListener.NONE);
    }

    /** Waits until both jobs have stored all that was logged by now. */
    private static void awaitComplete(ClickHouseReader reader) throws IOException, InterruptedException {
        long now = System.currentTimeMillis();
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        StoredCells cells = new StoredCells(reader);
        while (!cells.areCompleteUntil(now)) {
            if (System.nanoTime() > deadline) {
                throw new MeasurementException("the jobs did not catch up within " + CATCH_UP, null);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static Histogram recounted(ClickHouseReader reader, List<LoadTarget> targets, int times)
            throws IOException, InterruptedException {
        Histogram micros = new Histogram(3);
        String statement = Recount.whole(MetricPlan.NONE).statement();
        for (int i = 0; i < times; i++) {
            Map<String, Object> parameters = parameters(reader, targets.get(i % targets.size()));
            long begin = System.nanoTime();
            reader.rows(statement, parameters);
            micros.recordValue((System.nanoTime() - begin) / 1_000);
        }
        return micros;
    }

    private static Histogram timed(ApiClient api, List<LoadTarget> targets, int times, String method, String route)
            throws IOException, InterruptedException {
        Histogram micros = new Histogram(3);
        long step = BETWEEN_ASKING.toNanos() / targets.size();
        long due = System.nanoTime();
        for (int i = 0; i < times; i++) {
            due = Math.max(due + step, System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            String path = "/api/experiments/" + targets.get(i % targets.size()).experimentId() + route;
            long begin = System.nanoTime();
            Answer answer = api.call(method, path, null);
            micros.recordValue((System.nanoTime() - begin) / 1_000);
            if (answer.status() != 200) {
                throw new IOException(path + " answered " + answer.status() + ": " + answer.text());
            }
        }
        return micros;
    }

    private static long identical(ClickHouseReader reader, List<LoadTarget> targets)
            throws IOException, InterruptedException {
        long identical = 0;
        StoredCells cells = new StoredCells(reader);
        for (LoadTarget target : targets) {
            List<List<String>> streamed = cells.streamed(target.experimentId(), 0);
            List<List<String>> recounted =
                    cells.recounted(workspace(reader, target), target.experimentId(), NEVER_REALLOCATED);
            identical += !streamed.isEmpty() && streamed.equals(recounted) ? 1 : 0;
        }
        return identical;
    }

    private static Map<String, Object> parameters(ClickHouseReader reader, LoadTarget target)
            throws IOException, InterruptedException {
        return Recount.parameters(
                workspace(reader, target),
                target.experimentId(),
                NEVER_REALLOCATED,
                MetricPlan.NONE,
                System.currentTimeMillis());
    }

    private static String workspace(ClickHouseReader reader, LoadTarget target)
            throws IOException, InterruptedException {
        return reader.rows(
                        "SELECT workspace_id FROM events WHERE experiment_id = {experiment:String} LIMIT 1",
                        Map.of("experiment", target.experimentId()))
                .get(0)
                .get(0);
    }

    private static void ask(Figures figures, String route, Histogram batch, Histogram answers) {
        percentiles(figures, route, answers);
        double times = (double) batch.getValueAtPercentile(50) / answers.getValueAtPercentile(50);
        figures.withAtLeast(route + "_times_faster_at_p50", times, TIMES_FASTER);
    }

    private static void percentiles(Figures figures, String what, Histogram micros) {
        figures.with(what + "_p50_ms", micros.getValueAtPercentile(50) / 1_000.0)
                .with(what + "_p99_ms", micros.getValueAtPercentile(99) / 1_000.0);
    }
}
