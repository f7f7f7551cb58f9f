package io.splitstream.edge.http;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work that other threads have for an event loop, done in its order. A broker acknowledges many requests at once: the
 * loop is woken once for all of them.
 */
final class Completions {
    private final Executor loop;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    Completions(Executor loop) {
        this.loop = loop;
    }

    /** Adds work; from any thread. */
    void add(Runnable work) {
        waiting.add(work);
        if (woken.compareAndSet(false, true)) {
            loop.execute(this::run);
        }
    }

    private void run() {
        // What is added from here on wakes the loop again.
        woken.set(false);
        for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run();
        }
    }
}
