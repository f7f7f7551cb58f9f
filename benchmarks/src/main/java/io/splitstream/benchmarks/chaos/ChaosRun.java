package io.splitstream.benchmarks.chaos;

import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.RunningStack;
import io.splitstream.benchmarks.load.EventSender;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.benchmarks.load.SendReport;
import io.splitstream.benchmarks.load.SteadyLoad;
import io.splitstream.benchmarks.load.UnrulyEvents;
import io.splitstream.benchmarks.process.Signals;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Rounds of load, faults, rest and comparison on a running stack, drawn by a seed.
 *
 * <p>In a round events flow, users are assigned, one to three processes are killed or paused, and now and then an
 * experiment gets other shares or a further variant; then everything that was sent is acknowledged, statistics and archive
 * are complete, and all accounts of every open experiment are compared. One reader looks all the while. Experiments are
 * replaced by new ones in turn, so that rounds do not get longer.
 */
public final class ChaosRun {
    private static final int EVENTS_PER_SECOND = 1_500;
    private static final int OPEN_EXPERIMENTS = 2;
    private static final int ROUNDS_BETWEEN_EXPERIMENTS = 5;
    private static final int MOST_VARIANTS = 5;
    private static final int MOST_FAULTS = 3;
    private static final int ASSIGNED_USERS = 20;
    private static final int LEAST_EVENTS = 1_000;
    /** What is announced is projected without regard to log time: it may take a moment longer. */
    private static final Duration PROJECTED_WITHIN = Duration.ofSeconds(20);

    private final RunningStack stack;
    private final long seed;
    private final PrintStream out;
    private final SplittableRandom random;
    private final UnrulyEvents events;
    private final EventSender sender;
    private final DefinitionChanges changes;
    private final Comparison comparison;
    private final WatchfulReader reader;
    private final Deque<LoadTarget> open = new ArrayDeque<>();
    private final ChaosReport report;
    private long looks;

    /**
     * A run.
     *
     * @param out gets a line a round
     */
    public ChaosRun(RunningStack stack, long seed, PrintStream out) {
        this.stack = stack;
        this.seed = seed;
        this.out = out;
        this.random = new SplittableRandom(seed);
        this.events = new UnrulyEvents(seed, Clock.systemUTC());
        this.sender = stack.sender();
        this.changes = new DefinitionChanges(stack, random.split());
        this.comparison = new Comparison(stack);
        this.reader = new WatchfulReader(stack);
        this.report = new ChaosReport(seed);
    }

    /**
     * Runs until so many faults have befallen the stack.
     *
     * @throws InvariantViolatedException at the first violation
     */
    public ChaosReport run(int faults) throws InterruptedException {
        RunningStack.await("the stack is whole", stack::isWhole);
        while (open.size() < OPEN_EXPERIMENTS) {
            openExperiment();
        }
        Thread reading = new Thread(reader, "watchful-reader");
        reading.start();
        try {
            int left = faults;
            for (int round = 1; left > 0; round++) {
                if (round % ROUNDS_BETWEEN_EXPERIMENTS == 0) {
                    closeExperiment();
                    openExperiment();
                }
                List<Fault> drawn = new ArrayList<>();
                for (int i = 1 + random.nextInt(Math.min(MOST_FAULTS, left)); i > 0; i--) {
                    drawn.add(Fault.draw(random));
                }
                left -= drawn.size();
                round(round, drawn);
            }
        } catch (IOException e) {
            throw new MeasurementException("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            reading.interrupt();
            reading.join();
        }
        report.read(reader);
        return report;
    }

    private void round(int round, List<Fault> faults) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String what = "seed " + seed + ", round " + round + ", " + faults;
        SendReport sent;
        String changed;
        events.resume();
        SteadyLoad load =
                new SteadyLoad(sender, events, events::rest, RouteMix.everyRoute(), seed + round, EVENTS_PER_SECOND);
        try {
            awaitFlow(load);
            assignSome();
            changed = strike(faults);
            awaitFlow(load);
        } finally {
            sent = end(load, what);
        }
        Instant acknowledged = Instant.now();
        for (LoadTarget target : open) {
            comparison.awaitComplete(target.experimentId(), acknowledged);
            compare(target, what + changed, changed.isEmpty());
        }
        RunningStack.await("the reader has looked at everything once more", () -> reader.wholeLooks() > looks);
        looks = reader.wholeLooks();
        if (!reader.takenBack().isEmpty()) {
            throw new InvariantViolatedException(what + changed + ": " + reader.takenBack());
        }
        report.round(sent);
        out.printf(
                "round %d: %s%s; %,d events, %d retries, all equal after %.1f s%n",
                round, faults, changed, sent.events(), sent.retries(), (System.nanoTime() - begin) / 1e9);
    }

    /** Lets all faults happen, one after another or over one another; says which definition changed meanwhile. */
    private String strike(List<Fault> faults) throws IOException, InterruptedException {
        String changed = "";
        List<Long> paused = new ArrayList<>();
        Instant first = Instant.now();
        try {
            for (Fault fault : faults) {
                RunningStack.await(fault.part() + " lives", () -> fault.part().isAlive(stack.data()));
                long pid = fault.part().pid(stack.data());
                if (fault.kills()) {
                    Signals.send("KILL", pid);
                } else {
                    Signals.send("STOP", pid);
                    paused.add(pid);
                    Thread.sleep(fault.pause().toMillis());
                }
                Thread.sleep(fault.gap().toMillis());
                if (!fault.kills() && random.nextBoolean()) {
                    resume(paused);
                }
            }
        } finally {
            resume(paused);
        }
        if (random.nextInt(3) == 0) {
            changed = changeDefinition();
        }
        RunningStack.await("the stack is whole after " + faults, stack::isWhole);
        comparison.awaitComplete(open.getFirst().experimentId(), first);
        faults.forEach(fault -> report.fault(fault, Duration.between(first, Instant.now()), faults.size() == 1));
        return changed;
    }

    private static void resume(List<Long> paused) throws InterruptedException {
        for (long pid : paused) {
            try {
                Signals.send("CONT", pid);
            } catch (IOException e) {
                // It was killed while it was paused.
            }
        }
        paused.clear();
    }

    private String changeDefinition() throws InterruptedException {
        LoadTarget target = random.nextBoolean() ? open.getFirst() : open.getLast();
        boolean wider = target.variantIds().size() < MOST_VARIANTS && random.nextInt(3) == 0;
        LoadTarget now = changes.change(target, wider);
        List<LoadTarget> all = new ArrayList<>(open);
        all.replaceAll(each -> each.equals(target) ? now : each);
        open.clear();
        open.addAll(all);
        events.widen(now);
        report.changed(wider);
        return ", " + (wider ? "one variant more" : "other shares") + " in " + now.experimentId();
    }

    /** At rest all accounts agree; after a change of the definition soon. */
    private void compare(LoadTarget target, String what, boolean atOnce) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PROJECTED_WITHIN.toNanos();
        while (true) {
            List<String> differences = comparison.differences(events.expectation(target.experimentId()));
            if (differences.isEmpty()) {
                report.compared();
                return;
            }
            if (atOnce || System.nanoTime() > deadline) {
                throw new InvariantViolatedException(what + ": " + target + ":\n  " + String.join("\n  ", differences));
            }
            Thread.sleep(200);
        }
    }

    private void assignSome() throws InterruptedException {
        ApiClient api = stack.admin();
        String path = "/api/experiments/" + open.getLast().experimentId() + "/assign";
        for (String user : events.users(ASSIGNED_USERS)) {
            try {
                Answer answer = api.post(path, "{\"user_id\":\"" + user + "\"}");
                report.assigned(answer.status() == 200);
            } catch (IOException e) {
                // Whether it was stored or not: the recount goes by what is in the archive.
            }
        }
    }

    private static void awaitFlow(SteadyLoad load) throws InterruptedException {
        long before = load.acknowledged();
        RunningStack.await(LEAST_EVENTS + " more events acknowledged", () -> {
            load.requireRunning();
            return load.acknowledged() >= before + LEAST_EVENTS;
        });
    }

    private SendReport end(SteadyLoad load, String what) throws InterruptedException {
        try {
            return load.end();
        } catch (ExecutionException | TimeoutException e) {
            throw new MeasurementException(what + ": not everything was acknowledged: " + e, e);
        }
    }

    private void openExperiment() throws InterruptedException {
        LoadTarget[] made = new LoadTarget[1];
        RunningStack.await("a new experiment", () -> {
            made[0] = stack.experiments().start("chaos " + seed + " " + Instant.now(), 2);
            return true;
        });
        open.addLast(made[0]);
        events.open(made[0]);
        reader.open(made[0].experimentId());
    }

    private void closeExperiment() {
        LoadTarget oldest = open.removeFirst();
        events.close(oldest.experimentId());
        reader.close(oldest.experimentId());
    }
}
