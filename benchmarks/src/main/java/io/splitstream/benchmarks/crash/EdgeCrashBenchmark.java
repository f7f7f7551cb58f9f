package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what an edge loses or doubles when it, its broker and its disk are hurt. Does not mind a busy machine. */
public final class EdgeCrashBenchmark implements Benchmark {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeCrashBenchmark.class);

    @Override
    public String name() {
        return "edge-crash";
    }

    @Override
    public String purpose() {
        return "what the edge loses or doubles under kill -9, SIGSTOP, full disks and restarts (--kills N, --seed N)";
    }

    @Override
    public boolean needsStack() {
        return false;
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        CrashPlan plan =
                request.quick() ? CrashPlan.quick(request.seed()) : CrashPlan.full(request.kills(), request.seed());
        try {
            List<CrashOutcome> outcomes =
                    new CrashSuite(plan).run(request.classPaths(), outcome -> LOG.info("{}", CrashTable.line(outcome)));
            Figures figures = new Figures(name()).with("seed", plan.seed());
            for (CrashOutcome outcome : outcomes) {
                String name = outcome.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
                figures.with(name + "_times", (long) outcome.times())
                        .with(name + "_acked_events", outcome.acked())
                        .withAtMost(name + "_missing_events", (double) outcome.missing(), 0)
                        .withAtMost(name + "_doubled_events", (double) outcome.doubled(), 0)
                        .withAtMost(name + "_faults", outcome.faults().size(), 0);
                if (outcome.longestDrainMillis() > 0) {
                    figures.withAtMost(name + "_longest_drain_ms", (double) outcome.longestDrainMillis(), (double)
                            Trial.DRAINS_WITHIN.toMillis());
                }
            }
            return figures.withTable(CrashTable.of(outcomes, plan.seed()));
        } catch (IOException e) {
            throw new MeasurementException("a process could not be run: " + e.getMessage(), e);
        }
    }
}
