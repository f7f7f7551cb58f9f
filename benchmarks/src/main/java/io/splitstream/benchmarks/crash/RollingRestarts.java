package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.EdgeProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Two edges, stopped by SIGTERM and started again in turn, under clients that keep connections by the rules: each gets
 * its answer and is told to go, and finds the other edge.
 */
final class RollingRestarts {
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(30);

    private final CrashBed bed;
    private final CrashPlan plan;
    private final Durability durability;

    RollingRestarts(CrashBed bed, CrashPlan plan, Durability durability) {
        this.bed = bed;
        this.plan = plan;
        this.durability = durability;
    }

    CrashOutcome run() throws IOException, InterruptedException {
        List<EdgeProcess> edges = List.of(bed.edge(durability), bed.edge(durability));
        Trial.Load load = new Trial.Load("roll" + durability.setting(), 8, 40, 30, plan.seed());
        try (Trial trial = new Trial("rolling restart, " + durability.setting() + " mode", bed, edges, load)) {
            for (int restart = 0; restart < plan.rollingRestarts(); restart++) {
                EdgeProcess edge = edges.get(restart % edges.size());
                if (!trial.awaitRequests(50, RESUMES_WITHIN)) {
                    trial.fault("nothing was taken for " + RESUMES_WITHIN + " though an edge was ready");
                }
                trial.drained(edge.process().stop());
                edge.restart();
                edge.awaitReady();
                trial.count();
            }
            return trial.judge(0);
        }
    }
}
