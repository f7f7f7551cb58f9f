package io.splitstream.benchmarks.ingest;

import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.EventSender;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.benchmarks.load.SendReport;
import io.splitstream.benchmarks.load.SenderSettings;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Acknowledged events per second over {@code /collect}, and the edge's CPU time for each.
 *
 * <p>Closed loop: eight connections, each sends 1,000 events and waits for the answer. The client makes the events
 * while it sends, on the same machine, and the stream jobs work alongside.
 */
public final class IngestBenchmark implements Benchmark {
    private static final long SEED = 1;
    private static final long WARM_UP_EVENTS = 50_000;
    private static final long EVENTS = 1_000_000;
    private static final long QUICK_EVENTS = 300_000;
    private static final int USERS = 50_000;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String purpose() {
        return "acknowledged events per second over /collect, and the edge's CPU time per event";
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        Credentials credentials = request.credentials();
        EdgeCpu cpu = EdgeCpu.of(credentials.edge());
        Experiments experiments = new Experiments(new ApiClient(credentials.api(), credentials.adminToken()));
        EventSender sender = new EventSender(SenderSettings.to(credentials.edge(), credentials.crewToken()));
        send(sender, target(experiments), WARM_UP_EVENTS);
        LoadTarget target = target(experiments);
        OptionalDouble before = cpu.seconds();
        SendReport report = send(sender, target, request.quick() ? QUICK_EVENTS : EVENTS);
        OptionalDouble after = cpu.seconds();
        Figures figures = new Figures(name())
                .with("events", report.events())
                .with("requests", report.requests())
                .with("retries", report.retries())
                .with("seconds", report.elapsed().toNanos() / 1e9)
                .with("events_per_second_acked", report.eventsPerSecond());
        if (before.isPresent() && after.isPresent()) {
            double used = after.getAsDouble() - before.getAsDouble();
            figures.with("edge_cpu_seconds", used).with("edge_cpu_micros_per_event", used * 1e6 / report.events());
        }
        return figures;
    }

    private static LoadTarget target(Experiments experiments) throws InterruptedException {
        try {
            return experiments.start("ingest " + Instant.now(), 2);
        } catch (IOException e) {
            throw new MeasurementException("no experiment to measure with: " + e.getMessage(), e);
        }
    }

    private static SendReport send(EventSender sender, LoadTarget target, long events) throws InterruptedException {
        LoadPlan plan = LoadPlan.of(SEED, events, USERS, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .withCopyShare(0);
        return sender.send(
                new EventGenerator(plan, List.of(target)), RouteMix.only(Route.COLLECT), SEED, AckListener.NONE);
    }
}
