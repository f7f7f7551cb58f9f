package io.splitstream.benchmarks.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Clients that send one request after the other, each until it is acknowledged or must not be repeated; threads of
 * their own, from the start to {@link #stop}.
 */
final class CrashLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long RETRY_MILLIS = 20;

    private final Shots shots;
    private final Acknowledged acknowledged = new Acknowledged();
    private final int longestPauseMillis;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * Starts.
     *
     * @param ports of the edges, which a client tries in turn
     * @param longestPauseMillis between two requests of a client
     */
    CrashLoad(Shots shots, List<Integer> ports, int clients, int longestPauseMillis, long seed) {
        this.shots = shots;
        this.longestPauseMillis = longestPauseMillis;
        for (int client = 0; client < clients; client++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000 + client);
            Thread thread = new Thread(() -> run(ports, random), shots.prefix() + "client-" + client);
            threads.add(thread);
            thread.start();
        }
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    /** Waits until so many requests were acknowledged since the call, for a time at most; whether they were. */
    boolean awaitRequests(long more, Duration limit) throws InterruptedException {
        long target = acknowledged.requests() + more;
        long deadline = System.nanoTime() + limit.toNanos();
        while (acknowledged.requests() < target && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        return acknowledged.requests() >= target;
    }

    /** Ends all clients; a request that is under way is answered first. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() {
        stopped = true;
    }

    private void run(List<Integer> ports, SplittableRandom random) {
        List<Integer> order = new ArrayList<>(ports);
        Collections.rotate(order, random.nextInt(order.size()));
        try (KeepAliveClient client = new KeepAliveClient(order, PATIENCE)) {
            while (!stopped) {
                deliver(shots.next(random), client);
                if (longestPauseMillis > 0) {
                    Thread.sleep(random.nextInt(longestPauseMillis));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Shot shot, KeepAliveClient client) throws InterruptedException {
        while (!stopped) {
            boolean again = take(shot, client.send(shot.bytes()));
            if (!again) {
                return;
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    /** Notes what came of an attempt; whether there shall be another. */
    private boolean take(Shot shot, Reply reply) {
        if (reply instanceof Reply.Unreached) {
            return true;
        }
        if (reply instanceof Reply.Broken broken) {
            acknowledged.broke(broken.reason());
            return shot.repeatable();
        }
        Reply.Answered answered = (Reply.Answered) reply;
        if (answered.isAccepted()) {
            acknowledged.accept(shot);
            return false;
        }
        if (answered.isNothingTaken()) {
            // Also where the edge makes the ids: it says that there is nothing to be counted twice.
            acknowledged.refuse();
            return true;
        }
        if (answered.isUnknown()) {
            acknowledged.lose();
            return shot.repeatable();
        }
        acknowledged.fail(answered);
        return false;
    }
}
