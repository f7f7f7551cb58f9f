package io.splitstream.benchmarks.load;

import io.splitstream.benchmarks.report.MeasurementException;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Load at a bounded rate, in the background, until told to end. Safe for use by several threads. */
public final class SteadyLoad {
    /**
     * How long before it is due an event may be handed out. Each wait ends with taking a processor from somebody: waiting
     * for every single event did so thousands of times a second, and slowed what was measured.
     */
    private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicLong acknowledged = new AtomicLong();
    private final CompletableFuture<SendReport> sending;
    private volatile boolean ended;

    /**
     * Begins.
     *
     * @param atEnd makes the events end, soon
     * @param eventsPerSecond at most
     */
    public SteadyLoad(
            EventSender sender,
            Iterator<LoadEvent> events,
            Runnable atEnd,
            RouteMix mix,
            long seed,
            int eventsPerSecond) {
        Iterator<LoadEvent> paced = new Paced(events, atEnd, eventsPerSecond);
        sending = CompletableFuture.supplyAsync(() -> {
            try {
                return sender.send(paced, mix, seed, this::count);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Events acknowledged so far. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Fails, with the reason, if the load ended by itself. */
    public void requireRunning() {
        if (sending.isDone()) {
            throw new MeasurementException(
                    "the load ended by itself",
                    sending.handle((report, failure) -> failure).join());
        }
    }

    /** Sends no more than what is left to acknowledge, and waits for that. */
    public SendReport end() throws InterruptedException, ExecutionException, TimeoutException {
        ended = true;
        return sending.get(3, TimeUnit.MINUTES);
    }

    private void count(EventRequest request, long nanoTime) {
        acknowledged.addAndGet(request.events().size());
    }

    /** Hands events out at a rate. Used by one thread at a time. */
    private final class Paced implements Iterator<LoadEvent> {
        private final Iterator<LoadEvent> events;
        private final Runnable atEnd;
        private final long nanosPerEvent;
        private final long begin = System.nanoTime();
        private long handedOut;

        Paced(Iterator<LoadEvent> events, Runnable atEnd, int eventsPerSecond) {
            this.events = events;
            this.atEnd = atEnd;
            this.nanosPerEvent = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
        }

        @Override
        public boolean hasNext() {
            if (ended) {
                atEnd.run();
            }
            return events.hasNext();
        }

        @Override
        public LoadEvent next() {
            long due = begin + handedOut * nanosPerEvent;
            if (due - System.nanoTime() > AHEAD_NANOS) {
                awaitDue(due);
            }
            handedOut++;
            return events.next();
        }

        private void awaitDue(long due) {
            while (!ended && System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }
}
