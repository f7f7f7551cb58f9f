package io.splitstream.benchmarks.chaos;

import io.splitstream.benchmarks.client.RunningStack;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;

/** {@code --kills} faults, drawn by {@code --seed}. */
public final class ChaosBenchmark implements Benchmark {
    private static final int QUICK_FAULTS = 6;

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public String purpose() {
        return "exact results while processes are killed and paused at random; --kills N --seed N";
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        RunningStack stack = RunningStack.of(request.requiredCredentialsFile());
        int faults = request.quick() ? Math.min(QUICK_FAULTS, request.kills()) : request.kills();
        return new ChaosRun(stack, request.seed(), System.out).run(faults).figures(name());
    }
}
