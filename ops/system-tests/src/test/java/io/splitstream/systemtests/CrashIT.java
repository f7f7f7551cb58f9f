package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.benchmarks.load.SendReport;
import io.splitstream.benchmarks.load.SteadyLoad;
import io.splitstream.benchmarks.process.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each process is killed once in the middle of one load. The client sends again, under the same ids, what was not
 * acknowledged; the stack heals by itself; at the end every figure is exact, and no reader was ever told less than
 * before.
 */
@Order(100)
class CrashIT {
    private static final long SEED = 9;
    private static final int EVENTS_PER_SECOND = 2_000;
    private static final long MOST_EVENTS = 5_000_000;
    private static final int USERS = 5_000;
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration LOAD_RESUMES_WITHIN = Duration.ofSeconds(60);
    private static final int RESUMED_EVENTS = 5_000;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void load_whileEachProcessIsKilledOnce_isCountedToTheLastInteger()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Stack stack = Stack.running();
        awaitReady(stack, "before the first kill");
        List<LoadTarget> targets = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            targets.add(stack.experiments().start("crash " + index, 2));
        }
        LoadPlan plan = LoadPlan.of(SEED, MOST_EVENTS, USERS, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .withCrossoverShare(0);
        EventGenerator generator = new EventGenerator(plan, targets);
        ResultReader reader = new ResultReader(
                stack.admin(), targets.stream().map(LoadTarget::experimentId).toList());
        Thread reading = new Thread(reader, "result-reader");
        reading.start();
        Results results = new Results(stack);
        SendReport report;
        try {
            SteadyLoad load = new SteadyLoad(
                    stack.sender(), generator, generator::end, RouteMix.everyRoute(), SEED, EVENTS_PER_SECOND);
            awaitProgress(load, "before the first kill");
            for (Part part : Part.values()) {
                killUnder(stack, load, part);
                results.awaitComplete(targets.get(0).experimentId(), Instant.now());
            }
            report = load.end();
        } finally {
            reading.interrupt();
            reading.join();
        }
        System.out.printf(
                "%,d events acknowledged after %d retries in %d s, %,d answers read%n",
                report.events(), report.retries(), report.elapsed().toSeconds(), reader.answers());

        Instant acknowledged = Instant.now();
        for (ExpectedExperiment expected : generator.expectation()) {
            results.awaitComplete(expected.experimentId(), acknowledged);
            results.assertMetrics(expected);
            results.assertArchive(expected);
            results.assertMoments(expected);
            new Recounted(stack).assertEqualsStreamed(expected.experimentId(), acknowledged);
        }
        assertThat(report.retries()).as("the kills were felt").isPositive();
        assertThat(reader.answers()).as("answers that the reader compared").isPositive();
        assertThat(reader.takenBack()).as("figures that went back for a reader").isEmpty();
    }

    private static void killUnder(Stack stack, SteadyLoad load, Part part) throws IOException, InterruptedException {
        load.requireRunning();
        long killed = part.pid(stack.data());
        long begin = System.nanoTime();
        part.kill(stack.data());
        Await.until(
                part + " runs again as another process than " + killed,
                READY_WITHIN,
                () -> part.pid(stack.data()) != killed && part.isAlive(stack.data()));
        awaitReady(stack, "after " + part + " was killed");
        System.out.printf(
                "%s %s killed, all ready again after %.1f s%n", Instant.now(), part, (System.nanoTime() - begin) / 1e9);
        awaitProgress(load, "after " + part + " was killed");
    }

    private static void awaitProgress(SteadyLoad load, String when) throws InterruptedException {
        long before = load.acknowledged();
        Await.until(RESUMED_EVENTS + " more events acknowledged " + when, LOAD_RESUMES_WITHIN, () -> {
            load.requireRunning();
            return load.acknowledged() >= before + RESUMED_EVENTS;
        });
    }

    private static void awaitReady(Stack stack, String when) throws InterruptedException {
        Await.until("API and edge are ready " + when, READY_WITHIN, stack::isReady);
    }
}
