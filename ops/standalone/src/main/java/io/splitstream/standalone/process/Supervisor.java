package io.splitstream.standalone.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the parts of the stack alive: starts each when what it waits for is ready, starts it again when it died,
 * stops all in reverse order.
 *
 * <p>{@link #run} takes the calling thread until {@link #stop} is called from another; that thread has to be one
 * that lives as long as the process does.
 */
public final class Supervisor {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(27);

    private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
    private final RunFiles files;
    private final Progress progress;
    private final ExecutorService pool;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Watches over these parts, none started yet. */
    public Supervisor(List<Part> parts, RunFiles files, Progress progress) {
        this.files = files;
        this.progress = progress;
        // One task a part at most: so many threads and no more.
        this.pool = Executors.newFixedThreadPool(parts.size(), task -> {
            Thread thread = new Thread(task, "probe");
            thread.setDaemon(true);
            return thread;
        });
        for (Part part : parts) {
            processes.put(part.name(), new ManagedProcess(part, files, progress, pool));
        }
    }

    /** Ends what an earlier supervisor on the same directory has left; to be called before {@link #run}. */
    public void endOrphans() throws IOException, InterruptedException {
        Orphans orphans = new Orphans(files);
        for (ManagedProcess each : processes.values()) {
            orphans.end(each.part())
                    .ifPresent(pid -> progress.say("ended " + each.part().name() + " (pid " + pid
                            + "), left by a supervisor that was killed"));
        }
    }

    /** Runs the parts until {@link #stop}; returns when all have ended. */
    public void run() throws IOException, InterruptedException {
        try {
            while (!stopAsked.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                step(System.nanoTime());
            }
        } finally {
            stopAll();
            pool.shutdownNow();
            stopped.countDown();
        }
    }

    /** Makes {@link #run} stop all parts, and waits for it. From any other thread. */
    public void stop() throws InterruptedException {
        stopAsked.countDown();
        stopped.await();
    }

    /** Whether a part is up and ready. From any thread. */
    public boolean isReady(String part) {
        return process(part).isReady();
    }

    /** How often a part has been started. From any thread. */
    public long starts(String part) {
        return process(part).starts();
    }

    /** The parts that are not ready. From any thread. */
    public List<String> notReady() {
        return processes.values().stream()
                .filter(each -> !each.isReady())
                .map(each -> each.part().name())
                .toList();
    }

    private void step(long now) throws IOException {
        for (ManagedProcess each : processes.values()) {
            if (each.isWaiting() && each.part().waitsFor().stream().allMatch(this::isReady)) {
                each.begin();
            }
            if (each.tick(now)) {
                for (ManagedProcess other : processes.values()) {
                    if (other.part().fallsWith().contains(each.part().name())) {
                        other.fall();
                    }
                }
            }
        }
    }

    private void stopAll() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        List<ManagedProcess> left = new ArrayList<>(processes.values());
        while (!left.isEmpty()) {
            long now = System.nanoTime();
            for (ManagedProcess each : List.copyOf(left)) {
                String name = each.part().name();
                boolean used =
                        left.stream().anyMatch(other -> other.part().uses().contains(name));
                if (!used || now > deadline) {
                    each.stop(now, now > deadline);
                }
                if (!used && !each.isAlive()) {
                    each.close();
                    left.remove(each);
                }
            }
            Thread.sleep(20);
        }
    }

    private ManagedProcess process(String part) {
        ManagedProcess found = processes.get(part);
        if (found == null) {
            throw new IllegalArgumentException("no part is called " + part);
        }
        return found;
    }
}
