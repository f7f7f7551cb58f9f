package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.process.EdgeProcess;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code kill -9} at random moments, of an edge in each mode and of the broker that they share: mostly while it takes
 * events, sometimes while it starts.
 */
final class KillRounds {
    private static final Duration RESUMES_WITHIN = Duration.ofSeconds(15);
    private static final int CLIENTS = 4;
    private static final int MOST_EVENTS = 40;
    private static final int LONGEST_PAUSE_MILLIS = 20;

    private final CrashBed bed;
    private final CrashPlan plan;
    private final AtomicInteger kills = new AtomicInteger();
    private volatile boolean over;

    KillRounds(CrashBed bed, CrashPlan plan) {
        this.bed = bed;
        this.plan = plan;
    }

    List<CrashOutcome> run() throws IOException, InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Trial> trials = new ArrayList<>();
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (Durability durability : Durability.values()) {
                EdgeProcess edge = bed.edge(durability);
                long seed = plan.seed() + trials.size();
                SplittableRandom random = new SplittableRandom(seed);
                Trial trial = new Trial(
                        "edge killed, " + durability.setting() + " mode",
                        bed,
                        List.of(edge),
                        new Trial.Load(
                                "kill" + durability.setting(), CLIENTS, MOST_EVENTS, LONGEST_PAUSE_MILLIS, seed));
                trials.add(trial);
                running.add(threads.submit(() -> killEdge(edge, trial, random)));
            }
            Future<Void> broker = threads.submit((Callable<Void>) this::killBroker);
            for (Future<Void> done : running) {
                done.get();
            }
            over = true;
            broker.get();
            List<CrashOutcome> outcomes = new ArrayList<>();
            for (Trial trial : trials) {
                outcomes.add(trial.judge(Trial.mostBroken(CLIENTS, plan.edgeKills())));
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new MeasurementException("the kills could not go on", e.getCause());
        } finally {
            over = true;
            threads.shutdownNow();
            trials.forEach(Trial::close);
        }
    }

    private Void killEdge(EdgeProcess edge, Trial trial, SplittableRandom random)
            throws IOException, InterruptedException {
        for (int kill = 0; kill < plan.edgeKills(); kill++) {
            edge.restart();
            trial.count();
            kills.incrementAndGet();
            if (random.nextInt(10) == 0) {
                Thread.sleep(random.nextInt(1_500));
                continue;
            }
            // Without a broker nothing may come; then it is killed all the same.
            boolean resumed = trial.awaitRequests(1 + random.nextInt(40), RESUMES_WITHIN);
            if (resumed) {
                Thread.sleep(random.nextInt(300));
            }
        }
        return null;
    }

    private Void killBroker() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed() + 100);
        int all = plan.edgeKills() * Durability.values().length;
        for (int kill = 0; kill < plan.brokerKills(); kill++) {
            int due = (kill + 1) * all / (plan.brokerKills() + 1);
            while (kills.get() < due && !over) {
                Thread.sleep(5);
            }
            bed.broker().kill();
            Thread.sleep(random.nextInt(2_500));
            bed.broker().restart();
        }
        return null;
    }
}
