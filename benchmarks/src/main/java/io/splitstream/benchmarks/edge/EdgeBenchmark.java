package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.process.Quiet;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;

/**
 * The edge beside its floors, in rounds that take turns, medians over the rounds.
 *
 * <p>B1 is a bare HTTP server that answers 204 to the same requests, B2 a plain producer that sends the same records
 * with the same settings. All share the machine with the broker and the client, so the CPU time of each process per
 * event stands beside every rate.
 */
public final class EdgeBenchmark implements Benchmark {
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 1;

    @Override
    public String name() {
        return "edge";
    }

    @Override
    public String purpose() {
        return "the edge beside a bare HTTP server (B1) and a plain producer (B2): rates, CPU, overload, memory";
    }

    @Override
    public boolean needsStack() {
        return false;
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        int rounds = request.quick() ? QUICK_ROUNDS : ROUNDS;
        Duration length = Duration.ofSeconds(request.quick() ? 3 : 5);
        try {
            Figures figures = new Figures(name())
                    .with("machine_used_by_others", Quiet.require(request.busy()))
                    .with("rounds", rounds);
            try (Bed bed = Bed.start(request.classPaths())) {
                Rates rates = new Rates(bed);
                rates.warmUp(Duration.ofSeconds(request.quick() ? 4 : 10));
                Series series = new Series();
                for (int round = 0; round < rounds; round++) {
                    rates.measure(series, length);
                }
                rates.report(series, figures);
                double peak = series.median("edge_lines_events_per_second");
                Latency latency = new Latency(bed, peak);
                Overload overload = new Overload(bed, peak);
                for (int round = 0; round < rounds; round++) {
                    latency.measure(series, length);
                    overload.measure(series, length);
                }
                latency.report(series, figures);
                overload.report(series, figures);
                measureGuards(bed, peak, rounds, length, figures);
            }
            return figures;
        } catch (IOException e) {
            throw new MeasurementException("a process could not be run: " + e.getMessage(), e);
        }
    }

    private static void measureGuards(Bed bed, double peak, int rounds, Duration length, Figures figures)
            throws IOException, InterruptedException {
        Series series = new Series();
        Bombs bombs = new Bombs(bed);
        try (Noise noise = new Noise(bed, peak)) {
            noise.measure(new Series(), length);
            for (int round = 0; round < rounds; round++) {
                noise.measure(series, length);
                bombs.measure(series, Packing.GZIP, length.dividedBy(3));
                bombs.measure(series, Packing.ZSTD, length.dividedBy(3));
            }
            noise.report(series, figures);
        }
        bombs.report(series, figures);
        figures.withAtMost(
                "own_bytes_allocated_per_event",
                Profile.of(bed, length.multipliedBy(2)).ownBytesPerEvent(),
                128);
        new Crowd(bed).measure(figures, length);
    }
}
