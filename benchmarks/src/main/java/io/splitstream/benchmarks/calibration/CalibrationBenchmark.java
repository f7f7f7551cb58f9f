package io.splitstream.benchmarks.calibration;

import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How often the confidence sequence, the fixed test and the recommendation err where nothing differs, and find what
 * does: seeded simulations judged by the production engine. The figures are the same on every machine and with any
 * number of threads.
 */
public final class CalibrationBenchmark implements Benchmark {
    private static final int RUNS = 5_000;
    private static final int QUICK_RUNS = 1_000;
    private static final long SEED = 0x5EED_0F_CA11B8L;

    @Override
    public String name() {
        return "calibration";
    }

    @Override
    public String purpose() {
        return "false positives, coverage and power of the engine and the recommendation, by simulation";
    }

    @Override
    public boolean needsStack() {
        return false;
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        int runs = request.quick() ? QUICK_RUNS : RUNS;
        long start = System.nanoTime();
        List<Verification> verifications = new ArrayList<>();
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (Scenario scenario : Catalogue.all()) {
                verifications.add(new Verification(scenario, Counts.of(simulate(scenario, runs, threads))));
            }
        } finally {
            threads.shutdownNow();
        }
        return figures(verifications, runs).with("seconds", (System.nanoTime() - start) / 1e9);
    }

    private static List<RunOutcome> simulate(Scenario scenario, int runs, ExecutorService threads)
            throws InterruptedException {
        List<Callable<RunOutcome>> tasks = new ArrayList<>();
        // A stream of its own for every run, whoever runs it.
        SplittableRandom seeds = new SplittableRandom(SEED ^ scenario.name().hashCode());
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = seeds.split();
            tasks.add(() -> Watch.run(scenario, random));
        }
        List<RunOutcome> outcomes = new ArrayList<>();
        for (Future<RunOutcome> outcome : threads.invokeAll(tasks)) {
            try {
                outcomes.add(outcome.get());
            } catch (ExecutionException e) {
                throw new MeasurementException(scenario.title() + " could not be simulated: " + e.getCause(), e);
            }
        }
        return outcomes;
    }

    private Figures figures(List<Verification> verifications, int runs) {
        Figures figures = new Figures(name())
                .withTable(CalibrationTable.of(verifications, runs))
                .with("runs", runs)
                .with("bounds_missed", CalibrationTable.missed(verifications));
        for (Verification verification : verifications) {
            String name = verification.scenario().name();
            Counts counts = verification.counts();
            figures.with(name + "_sequence_rejected", counts.sequenceRejected())
                    .with(name + "_launched", counts.launched())
                    .with(name + "_mismatch_alarms", counts.mismatchAlarms())
                    .with(name + "_fixed_answered", counts.fixedAnswered())
                    .with(name + "_fixed_rejected", counts.fixedRejected())
                    .with(name + "_covered", counts.covered())
                    .with(name + "_watched_fixed_rejected", counts.watchedFixedRejected());
            for (Check check : verification.checks()) {
                figures.with(name + "_" + check.what() + "_at_least", check.least())
                        .with(name + "_" + check.what() + "_at_most", check.most());
            }
        }
        return figures;
    }
}
