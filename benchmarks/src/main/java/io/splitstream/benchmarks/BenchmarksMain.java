package io.splitstream.benchmarks;

import io.splitstream.benchmarks.analysts.AnalystBenchmark;
import io.splitstream.benchmarks.assign.AssignBenchmark;
import io.splitstream.benchmarks.calibration.CalibrationBenchmark;
import io.splitstream.benchmarks.chaos.ChaosBenchmark;
import io.splitstream.benchmarks.crash.EdgeCrashBenchmark;
import io.splitstream.benchmarks.edge.EdgeBenchmark;
import io.splitstream.benchmarks.edge.EdgeProfileBenchmark;
import io.splitstream.benchmarks.freshness.FreshnessBenchmark;
import io.splitstream.benchmarks.ingest.IngestBenchmark;
import io.splitstream.benchmarks.json.JsonBenchmark;
import io.splitstream.benchmarks.pipeline.PipelineBenchmark;
import io.splitstream.benchmarks.query.QueryBenchmark;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.streams.StreamsBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Runs one benchmark, mostly against a running stack, or lists them all. Exit code 0 also where the figures are bad. */
public final class BenchmarksMain {
    private static final int EXIT_NOT_MEASURED = 1;
    private static final int EXIT_USAGE = 2;
    private static final List<Benchmark> BENCHMARKS = List.of(
            new AnalystBenchmark(),
            new AssignBenchmark(),
            new CalibrationBenchmark(),
            new ChaosBenchmark(),
            new EdgeBenchmark(),
            new EdgeCrashBenchmark(),
            new EdgeProfileBenchmark(),
            new JsonBenchmark(),
            new FreshnessBenchmark(),
            new IngestBenchmark(),
            new PipelineBenchmark(),
            new QueryBenchmark(),
            new StreamsBenchmark());

    private BenchmarksMain() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(List.of(args), new PrintStream(System.out, true, StandardCharsets.UTF_8), System.err));
    }

    /**
     * Runs a command line.
     *
     * @return the exit code: 0 measured or listed, 1 not measured, 2 misused
     */
    static int run(List<String> args, PrintStream out, PrintStream err) throws InterruptedException {
        if (args.isEmpty()) {
            out.println("benchmarks:");
            BENCHMARKS.forEach(benchmark -> out.println("  " + benchmark.name() + ": " + benchmark.purpose()));
            return 0;
        }
        try {
            CommandLine command = CommandLine.parse(args);
            Optional<Benchmark> benchmark = BENCHMARKS.stream()
                    .filter(candidate -> candidate.name().equals(command.name()))
                    .findFirst();
            if (benchmark.isEmpty()) {
                err.println("no benchmark \"" + command.name() + "\" (expected: "
                        + String.join(
                                ", ", BENCHMARKS.stream().map(Benchmark::name).toList()) + ")");
                return EXIT_USAGE;
            }
            if (command.needsStack()) {
                out.println(benchmark.get().needsStack());
                return 0;
            }
            Figures figures = benchmark.get().run(command.request());
            out.print(figures.table());
            if (command.json().isPresent()) {
                figures.write(command.json().get(), command.reproduction());
                out.println("stored in " + command.json().get());
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return EXIT_USAGE;
        } catch (RuntimeException | IOException e) {
            err.println("not measured: " + e);
            return EXIT_NOT_MEASURED;
        }
    }
}
