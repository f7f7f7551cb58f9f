package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.crash.CrashOutcome;
import io.splitstream.benchmarks.crash.CrashPlan;
import io.splitstream.benchmarks.crash.CrashSuite;
import io.splitstream.benchmarks.process.ClassPaths;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Edges of its own, killed, restarted in turn and stopped without a broker: nothing acknowledged is missing, nothing
 * counts twice. The long version is {@code ops/bench edge-crash}.
 */
class EdgeCrashIT {
    private static final long SEED = 19;

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void edges_killedRestartedAndDrained_loseAndDoubleNothing() throws IOException, InterruptedException {
        ClassPaths classPaths = new ClassPaths(Stack.running().data().resolve("lib"));

        List<CrashOutcome> outcomes = new CrashSuite(CrashPlan.brief(SEED)).run(classPaths, outcome -> {});

        assertThat(outcomes).hasSize(6).allSatisfy(outcome -> {
            assertThat(outcome.faults()).as(outcome.title()).isEmpty();
            assertThat(outcome.acked()).as(outcome.title()).isPositive();
        });
    }
}
