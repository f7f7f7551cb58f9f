package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.chaos.ChaosReport;
import io.splitstream.benchmarks.chaos.ChaosRun;
import io.splitstream.benchmarks.client.RunningStack;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A minute of what {@code ops/bench chaos} does: faults drawn by a seed, and after each round every account is equal. */
@Order(101)
class ChaosIT {
    private static final long SEED = 11;
    private static final int FAULTS = 4;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void processes_killedAndPausedAtRandom_everyAccountIsEqualAfterEachRound()
            throws IOException, InterruptedException {
        RunningStack stack = RunningStack.of(Stack.running().data().resolve("dev-credentials.json"));

        ChaosReport report = new ChaosRun(stack, SEED, System.out).run(FAULTS);

        System.out.print(report.figures("chaos").table());
        assertThat(report.faults()).isEqualTo(FAULTS);
        assertThat(report.comparisons()).isPositive();
        assertThat(report.windows()).as("complete windows that were watched").isPositive();
    }
}
