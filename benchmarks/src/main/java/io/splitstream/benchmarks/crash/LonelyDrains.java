package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.EdgeProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** SIGTERM while the broker is gone and requests wait: all of them are answered, and the edge is gone in its time. */
final class LonelyDrains {
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(30);
    private static final long WAITING_MILLIS = 1_000;

    private final CrashBed bed;
    private final CrashPlan plan;
    private final Durability durability;

    LonelyDrains(CrashBed bed, CrashPlan plan, Durability durability) {
        this.bed = bed;
        this.plan = plan;
        this.durability = durability;
    }

    CrashOutcome run() throws IOException, InterruptedException {
        EdgeProcess edge = bed.edge(durability);
        Trial.Load load = new Trial.Load("drain" + durability.setting(), 8, 40, 10, plan.seed());
        try (Trial trial =
                new Trial("drain without a broker, " + durability.setting() + " mode", bed, List.of(edge), load)) {
            for (int drain = 0; drain < plan.drains(); drain++) {
                if (!trial.awaitRequests(50, RESUMES_WITHIN)) {
                    trial.fault("nothing was taken within " + RESUMES_WITHIN + " after a start");
                }
                bed.broker().kill();
                Thread.sleep(WAITING_MILLIS);
                trial.drained(edge.process().stop());
                trial.count();
                bed.broker().restart();
                edge.restart();
                edge.awaitReady();
            }
            return trial.judge(0);
        }
    }
}
