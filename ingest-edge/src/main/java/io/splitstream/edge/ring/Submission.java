package io.splitstream.edge.ring;

import io.splitstream.contracts.event.ExperimentEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The admitted events of one request, and who waits for their fates. Fates may come on any thread. */
public final class Submission {
    private final List<ExperimentEvent> events;
    private final long deadlineNanos;
    private final Consumer<Delivery> whenSettled;
    private final AtomicInteger open;
    private final AtomicInteger notSent = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();

    /**
     * @param events one at least
     * @param deadlineNanos by {@link System#nanoTime()}: when to give up on what was not sent yet
     * @param whenSettled called once, when every event has its fate, on the thread that brought the last
     */
    public Submission(List<ExperimentEvent> events, long deadlineNanos, Consumer<Delivery> whenSettled) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("events: none (expected: 1 or more)");
        }
        this.events = events;
        this.deadlineNanos = deadlineNanos;
        this.whenSettled = whenSettled;
        this.open = new AtomicInteger(events.size());
    }

    /** Says what became of one of the events. */
    public void settle(Fate fate) {
        settle(fate, 1);
    }

    private void settle(Fate fate, int count) {
        switch (fate) {
            case ACKED -> {}
            case NOT_SENT -> notSent.addAndGet(count);
            case UNKNOWN -> unknown.addAndGet(count);
        }
        if (open.addAndGet(-count) == 0) {
            int refused = notSent.get();
            int lost = unknown.get();
            whenSettled.accept(new Delivery(events.size() - refused - lost, refused, lost));
        }
    }

    /** Sends the events one after the other; none of them if the deadline has passed. */
    void sendTo(EventSink sink) {
        if (System.nanoTime() - deadlineNanos > 0) {
            settle(Fate.NOT_SENT, events.size());
            return;
        }
        for (ExperimentEvent event : events) {
            sink.send(event, this);
        }
    }
}
