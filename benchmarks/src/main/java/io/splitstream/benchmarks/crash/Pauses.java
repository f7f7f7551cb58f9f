package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.process.JavaProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** An edge in journal mode, and its broker, stopped for a while in the middle of work. */
final class Pauses {
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(30);
    private static final int CLIENTS = 4;

    private final CrashBed bed;
    private final CrashPlan plan;

    Pauses(CrashBed bed, CrashPlan plan) {
        this.bed = bed;
        this.plan = plan;
    }

    CrashOutcome run() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        EdgeProcess edge = bed.edge(Durability.JOURNAL);
        Trial.Load load = new Trial.Load("pause", CLIENTS, 40, 10, plan.seed());
        try (Trial trial = new Trial("edge and broker stopped and continued", bed, List.of(edge), load)) {
            for (int pause = 0; pause < plan.pauses(); pause++) {
                hold(edge.process(), 200 + random.nextInt(3_000));
                if (pause % 2 == 1) {
                    // Longer than a try to send takes, so that records are sent again.
                    hold(bed.broker().process(), 1_000 + random.nextInt(6_000));
                }
                trial.count();
                if (!trial.awaitRequests(20, RESUMES_WITHIN)) {
                    trial.fault("nothing was taken within " + RESUMES_WITHIN + " after a pause");
                }
            }
            return trial.judge(0);
        }
    }

    private static void hold(JavaProcess process, int millis) throws IOException, InterruptedException {
        process.signal("STOP");
        try {
            Thread.sleep(millis);
        } finally {
            process.signal("CONT");
        }
    }
}
