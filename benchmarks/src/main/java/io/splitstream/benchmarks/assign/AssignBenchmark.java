package io.splitstream.benchmarks.assign;

import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.client.PrometheusPage;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongFunction;

/**
 * Assignments per second of new and of known users, by 1 and by 64 callers at once, with the round trips to PostgreSQL
 * that each call takes. The API counts those; its chores add a few a second of their own, which are measured while
 * nobody calls and taken off.
 */
public final class AssignBenchmark implements Benchmark {
    private static final String ROUND_TRIPS = "splitstream_api_postgres_round_trips_total";
    private static final int MANY = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(8);

    @Override
    public String name() {
        return "assign";
    }

    @Override
    public String purpose() {
        return "assignments per second of new and known users, and PostgreSQL round trips per call";
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        Credentials credentials = request.credentials();
        ApiClient client = new ApiClient(credentials.api(), credentials.adminToken());
        PrometheusPage page = PrometheusPage.of(credentials.api());
        AssignCalls calls = new AssignCalls(client, experiment(client));
        calls.run(MANY, WARM_UP, user -> "warm-" + user);
        double chores = choresPerSecond(page);
        Duration time = request.quick() ? QUICK : TIME;
        Figures figures = new Figures(name()).with("chore_round_trips_per_second", chores);
        for (int callers : new int[] {1, MANY}) {
            Phase fresh = new Phase("new_" + callers, callers, number -> name(callers, number));
            long known = measure(fresh, calls, time, page, chores, figures);
            Phase again = new Phase("repeated_" + callers, callers, number -> name(callers, number % known));
            measure(again, calls, time, page, chores, figures);
        }
        return figures;
    }

    /**
     * @param user of the n-th call
     */
    private record Phase(String name, int callers, LongFunction<String> user) {}

    /** Measures a phase; how many calls were made. */
    private static long measure(
            Phase phase, AssignCalls calls, Duration time, PrometheusPage page, double chores, Figures figures)
            throws InterruptedException {
        double before = roundTrips(page);
        AssignCalls.Measured measured = calls.run(phase.callers(), time, phase.user());
        double trips = roundTrips(page) - before - chores * measured.seconds();
        figures.with(phase.name() + "_per_second", measured.perSecond())
                .with(phase.name() + "_p50_millis", measured.millisAt(50))
                .with(phase.name() + "_p99_millis", measured.millisAt(99))
                .with(phase.name() + "_round_trips_per_call", Math.max(0, trips / measured.calls()));
        return measured.calls();
    }

    private static double roundTrips(PrometheusPage page) throws InterruptedException {
        return page.value(ROUND_TRIPS)
                .orElseThrow(() -> new MeasurementException("the API does not say " + ROUND_TRIPS, null));
    }

    private static String experiment(ApiClient client) throws InterruptedException {
        try {
            return new Experiments(client).start("assign " + Instant.now(), 2).experimentId();
        } catch (IOException e) {
            throw new MeasurementException("no experiment to measure with: " + e.getMessage(), e);
        }
    }

    private static String name(int callers, long number) {
        return "user-" + callers + "-" + number;
    }

    private static double choresPerSecond(PrometheusPage page) throws InterruptedException {
        double before = roundTrips(page);
        Thread.sleep(QUIET.toMillis());
        return (roundTrips(page) - before) / QUIET.toSeconds();
    }
}
