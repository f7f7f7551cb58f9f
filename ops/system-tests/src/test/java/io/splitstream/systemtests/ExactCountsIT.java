package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.benchmarks.load.SendReport;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A large load over every route, a tenth of it sent twice: each figure equals the generator's own. */
@Order(6)
class ExactCountsIT {
    private static final int EXPERIMENTS = 4;
    private static final long SEED = 20_260_301;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void load_overEveryRouteWithCopies_isCountedToTheLastInteger() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        List<LoadTarget> targets = new ArrayList<>();
        for (int index = 0; index < EXPERIMENTS; index++) {
            targets.add(stack.experiments().start("exact counts " + index, 2 + index));
        }
        long events = Long.parseLong(Stack.property("splitstream.events"));
        int users = (int) Math.max(100, events / EXPERIMENTS / 8);
        LoadPlan plan = LoadPlan.of(SEED, events, users, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        EventGenerator generator = new EventGenerator(plan, targets);

        SendReport report = stack.sender().send(generator, RouteMix.everyRoute(), SEED, AckListener.NONE);

        Instant acknowledged = Instant.now();
        System.out.printf(
                "%,d events acknowledged in %,d requests, %.1f s, %,.0f events/s, %d retries%n",
                report.events(),
                report.requests(),
                report.elapsed().toMillis() / 1_000.0,
                report.eventsPerSecond(),
                report.retries());
        List<ExpectedExperiment> expected = generator.expectation();
        assertThat(expected.stream().mapToLong(ExpectedExperiment::events).sum())
                .isEqualTo(events);
        Results results = new Results(stack);
        for (ExpectedExperiment experiment : expected) {
            results.awaitComplete(experiment.experimentId(), acknowledged);
            results.assertMetrics(experiment);
        }
        for (ExpectedExperiment experiment : expected) {
            results.assertArchive(experiment);
            results.assertMoments(experiment);
            new Recounted(stack).assertEqualsStreamed(experiment.experimentId(), acknowledged);
        }
        String ids = String.join(
                "', '", targets.stream().map(LoadTarget::experimentId).toList());
        assertThat(stack.analyst().number("SELECT count() FROM v_events WHERE experiment_id IN ('" + ids + "')"))
                .as("rows of v_events for all experiments of the load")
                .isEqualTo(events);
    }
}
