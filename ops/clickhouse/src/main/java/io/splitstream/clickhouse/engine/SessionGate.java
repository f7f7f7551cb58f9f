package io.splitstream.clickhouse.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a bounded number of sessions run and a bounded number of requests wait, in order of arrival. Thread-safe. */
final class SessionGate {
    private final int sessions;
    private final int queue;
    private final Duration queueTimeout;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean shut = new AtomicBoolean();

    SessionGate(int sessions, int queue, Duration queueTimeout) {
        this.sessions = sessions;
        this.queue = queue;
        this.queueTimeout = queueTimeout;
        this.free = new Semaphore(sessions, true);
    }

    /** Returns once a session may start; each return must be paired with a {@link #leave}. */
    void enter() throws QueryException, InterruptedException {
        if (shut.get()) {
            throw QueryException.of(ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES, "The engine is stopping");
        }
        if (free.tryAcquire()) {
            return;
        }
        if (waiting.incrementAndGet() > queue) {
            waiting.decrementAndGet();
            throw QueryException.of(
                    ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES,
                    "Too many simultaneous queries: " + sessions + " running, " + queue
                            + " waiting, no more may wait; try again later");
        }
        try {
            if (!free.tryAcquire(queueTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw QueryException.of(
                        ErrorCode.TOO_MANY_SIMULTANEOUS_QUERIES,
                        "Too many simultaneous queries: waited " + queueTimeout.toMillis() + " ms for one of "
                                + sessions + " sessions; try again later");
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    void leave() {
        free.release();
    }

    int running() {
        return sessions - free.availablePermits();
    }

    int waiting() {
        return waiting.get();
    }

    /** Lets nobody new in. */
    void shut() {
        shut.set(true);
    }

    /** Whether the last session left within {@code patience}. Afterwards nobody can enter. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        return free.tryAcquire(sessions, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
