package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.ClassPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that is done to edges, one after the other, on one broker. */
public final class CrashSuite {
    private final CrashPlan plan;

    public CrashSuite(CrashPlan plan) {
        this.plan = plan;
    }

    /**
     * Runs the plan with processes of its own.
     *
     * @param progress told of each outcome as soon as it is known
     */
    public List<CrashOutcome> run(ClassPaths classPaths, Consumer<CrashOutcome> progress)
            throws IOException, InterruptedException {
        List<CrashOutcome> outcomes = new ArrayList<>();
        try (CrashBed bed = CrashBed.start(classPaths)) {
            for (Durability durability : Durability.values()) {
                if (plan.drains() > 0) {
                    note(outcomes, progress, new LonelyDrains(bed, plan, durability).run());
                }
                if (plan.rollingRestarts() > 0) {
                    note(outcomes, progress, new RollingRestarts(bed, plan, durability).run());
                }
            }
            if (plan.fillings() > 0) {
                for (CrashOutcome outcome : new Fillings(bed, plan).run()) {
                    note(outcomes, progress, outcome);
                }
            }
            if (plan.pauses() > 0) {
                note(outcomes, progress, new Pauses(bed, plan).run());
            }
            for (CrashOutcome outcome : new KillRounds(bed, plan).run()) {
                note(outcomes, progress, outcome);
            }
        }
        return outcomes;
    }

    private static void note(List<CrashOutcome> outcomes, Consumer<CrashOutcome> progress, CrashOutcome outcome) {
        outcomes.add(outcome);
        progress.accept(outcome);
    }
}
