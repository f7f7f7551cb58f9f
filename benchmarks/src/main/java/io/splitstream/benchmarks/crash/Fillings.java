package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.EdgeProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journal that fills up while the broker is gone, by its limit and, where a small disk can be mounted, by the disk:
 * the edge refuses, is killed and started on the full disk, and goes on by itself once the broker is back.
 */
final class Fillings {
    private static final int DISK_MEBIBYTES = 12;
    private static final int LEAST_JOURNAL_MEBIBYTES = 32;
    private static final Duration FULL_WITHIN = Duration.ofMinutes(3);
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(60);
    private static final int REFUSALS = 100;
    private static final int CLIENTS = 6;

    private final CrashBed bed;
    private final CrashPlan plan;

    Fillings(CrashBed bed, CrashPlan plan) {
        this.bed = bed;
        this.plan = plan;
    }

    List<CrashOutcome> run() throws IOException, InterruptedException {
        List<CrashOutcome> outcomes = new ArrayList<>();
        outcomes.add(fill(
                "journal filled to its limit",
                "limit",
                Map.of("SPLITSTREAM_EDGE_JOURNAL_MEGABYTES", String.valueOf(LEAST_JOURNAL_MEBIBYTES))));
        Optional<SmallDisk> mounted = SmallDisk.mount(bed.directory("small-disk"), DISK_MEBIBYTES);
        if (mounted.isPresent()) {
            SmallDisk disk = mounted.get();
            try {
                outcomes.add(fill(
                        "journal's disk filled",
                        "disk",
                        Map.of("SPLITSTREAM_EDGE_DATA_DIR", disk.directory().toString())));
            } finally {
                disk.unmount();
            }
        }
        return outcomes;
    }

    private CrashOutcome fill(String title, String name, Map<String, String> settings)
            throws IOException, InterruptedException {
        EdgeProcess edge = bed.edge(Durability.JOURNAL, settings);
        Trial.Load load = new Trial.Load(name, CLIENTS, 100, 0, plan.seed());
        try (Trial trial = new Trial(title, bed, List.of(edge), load)) {
            for (int filling = 0; filling < plan.fillings(); filling++) {
                bed.broker().kill();
                trial.awaitRefusals(REFUSALS, FULL_WITHIN);
                edge.restart();
                edge.awaitLive();
                trial.awaitRefusals(REFUSALS, FULL_WITHIN);
                bed.broker().restart();
                trial.count();
                if (!trial.awaitRequests(REFUSALS, RESUMES_WITHIN)) {
                    trial.fault("nothing was taken within " + RESUMES_WITHIN + " after the broker was back");
                }
            }
            return trial.judge(Trial.mostBroken(CLIENTS, plan.fillings()));
        }
    }
}
