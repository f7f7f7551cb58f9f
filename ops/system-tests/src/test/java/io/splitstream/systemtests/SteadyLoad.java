package io.splitstream.systemtests;

import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.EventRequest;
import io.splitstream.benchmarks.load.EventSender;
import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.benchmarks.load.RouteMix;
import io.splitstream.benchmarks.load.SendReport;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Load at a bounded rate, in the background, until told to end. */
final class SteadyLoad {
    private final AtomicLong acknowledged = new AtomicLong();
    private final CompletableFuture<SendReport> sending;
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param eventsPerSecond at most
     */
    SteadyLoad(EventSender sender, EventGenerator generator, RouteMix mix, long seed, int eventsPerSecond) {
        Iterator<LoadEvent> paced = new Paced(generator, eventsPerSecond);
        sending = CompletableFuture.supplyAsync(() -> {
            try {
                return sender.send(paced, mix, seed, this::count);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Events acknowledged so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Fails, with the reason, if the load ended by itself. */
    void requireRunning() {
        if (sending.isDone()) {
            throw new AssertionError(
                    "the load ended by itself",
                    sending.handle((report, failure) -> failure).join());
        }
    }

    /** Sends no more than what is left to acknowledge, and waits for that. */
    SendReport end() throws InterruptedException, ExecutionException, TimeoutException {
        ended = true;
        return sending.get(3, TimeUnit.MINUTES);
    }

    private void count(EventRequest request, long nanoTime) {
        acknowledged.addAndGet(request.events().size());
    }

    /** Hands events out at a rate. Used by one thread at a time. */
    private final class Paced implements Iterator<LoadEvent> {
        private final EventGenerator generator;
        private final long nanosPerEvent;
        private final long begin = System.nanoTime();
        private long handedOut;

        Paced(EventGenerator generator, int eventsPerSecond) {
            this.generator = generator;
            this.nanosPerEvent = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
        }

        @Override
        public boolean hasNext() {
            if (ended) {
                generator.end();
            }
            return generator.hasNext();
        }

        @Override
        public LoadEvent next() {
            long due = begin + handedOut * nanosPerEvent;
            while (!ended && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            handedOut++;
            return generator.next();
        }
    }
}
