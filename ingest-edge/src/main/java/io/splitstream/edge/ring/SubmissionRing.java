package io.splitstream.edge.ring;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of requests' records from one event loop to one thread of its own.
 *
 * <p>{@link #open}, {@link #abandon}, {@link #submit} and {@link #publish} are for that one event loop only and never
 * block. What was submitted is to be published, also once the ring was stopped: then it is not sent, and told so. Because
 * there is no other producer, the next free slot is the loop's to write before it is claimed: a request is read straight
 * into it, and only if it is to be sent is the slot claimed. The thread waits by blocking, since a core that spins is a
 * core that the broker lacks; waking it costs more than a small request does, so the loop publishes small requests
 * together.
 *
 * <p>Bounded in requests; how many events and bytes they are is bounded where requests are admitted.
 */
public final class SubmissionRing {
    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> slots;
    /** The last slot that was submitted; what lies between it and the ring's cursor is not published yet. */
    private long submitted;
    /** Records of these. */
    private int waiting;

    private volatile boolean stopped;
    /** Whether the thread has ended. Guarded by this. */
    private boolean ended;

    /**
     * @param name of the thread
     * @param capacity in requests, a power of two
     * @param buffers gives the arrays of large requests
     * @param sink used by the ring's thread alone
     * @param queueNanos told how long each request waited for the thread
     * @param onBug told what was thrown on the thread: the requests that it had taken may never be answered
     */
    public SubmissionRing(
            String name,
            int capacity,
            BufferPool buffers,
            EventSink sink,
            LongConsumer queueNanos,
            Consumer<Throwable> onBug) {
        ThreadFactory threads = task -> new Thread(
                () -> {
                    task.run();
                    end();
                },
                name);
        this.disruptor = new Disruptor<>(
                () -> new Slot(buffers), capacity, threads, ProducerType.SINGLE, new BlockingWaitStrategy());
        EventHandler<Slot> handler = (slot, sequence, endOfBatch) -> {
            slot.send(sink, queueNanos);
            if (endOfBatch) {
                sink.flush();
            }
        };
        disruptor.setDefaultExceptionHandler(new Bugs(onBug));
        disruptor.handleEventsWith(handler);
        this.slots = disruptor.getRingBuffer();
        this.submitted = slots.getCursor();
    }

    /** Starts the thread. */
    public void start() {
        disruptor.start();
    }

    /** Whether there is room, as seen by the event loop; there is none once the ring was stopped. */
    public boolean hasRoom() {
        return !stopped && slots.hasAvailableCapacity(1);
    }

    /** The records of the next slot, empty; null if the ring is full or stopped. To be submitted or abandoned. */
    public @Nullable RecordBatch open() {
        if (!hasRoom()) {
            return null;
        }
        RecordBatch records = next().records;
        records.clear();
        return records;
    }

    /** Gives up what was opened. */
    public void abandon() {
        next().records.clear();
    }

    /**
     * Takes what was opened; it goes to the thread with the next {@link #publish}.
     *
     * @return how many records wait for that
     */
    public int submit(Submission submission) {
        Slot slot = next();
        if (slot.records.count() != submission.records()) {
            throw new IllegalArgumentException(
                    "records: " + submission.records() + " (expected: " + slot.records.count() + ")");
        }
        slot.submission = submission;
        submitted = slots.next();
        waiting += submission.records();
        return waiting;
    }

    /** Hands over what was submitted, if anything was. */
    public void publish() {
        long published = slots.getCursor();
        if (submitted > published) {
            waiting = 0;
            synchronized (this) {
                slots.publish(published + 1, submitted);
                if (ended) {
                    refuseRest();
                }
            }
        }
    }

    /** Requests that wait. */
    public long fill() {
        return slots.getBufferSize() - slots.remainingCapacity();
    }

    /**
     * Takes nothing more, sends what waits, then ends the thread; gives up waiting after the timeout, and what waits then
     * is not sent. Whether all was sent.
     */
    public boolean stop(Duration timeout) {
        stopped = true;
        try {
            disruptor.shutdown(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            disruptor.halt();
            return false;
        }
    }

    /** The last that the ring's thread does. The loop may publish once more; the lock is held by one of them then. */
    private synchronized void end() {
        ended = true;
        refuseRest();
    }

    private void refuseRest() {
        for (long slot = slots.getMinimumGatingSequence() + 1; slot <= slots.getCursor(); slot++) {
            slots.get(slot).refuse();
        }
    }

    private Slot next() {
        return slots.get(submitted + 1);
    }

    /** The Disruptor's own handler would end the thread, and nobody would see. */
    private record Bugs(Consumer<Throwable> onBug) implements ExceptionHandler<Slot> {
        @Override
        public void handleEventException(Throwable bug, long sequence, Slot slot) {
            onBug.accept(bug);
        }

        @Override
        public void handleOnStartException(Throwable bug) {
            onBug.accept(bug);
        }

        @Override
        public void handleOnShutdownException(Throwable bug) {
            onBug.accept(bug);
        }
    }

    /** Preallocated and reused: a mutable value, written by the event loop until it is published, then by the thread. */
    private static final class Slot {
        private final RecordBatch records;
        private @Nullable Submission submission;

        Slot(BufferPool buffers) {
            this.records = new RecordBatch(buffers);
        }

        void send(EventSink sink, LongConsumer queueNanos) {
            Submission taken = submission;
            if (taken == null) {
                throw new IllegalStateException("a published slot is empty");
            }
            submission = null;
            long now = System.nanoTime();
            queueNanos.accept(now - taken.offeredAt());
            if (taken.isPast(now)) {
                taken.settle(Fate.NOT_SENT, taken.records());
            } else {
                sink.send(records, taken);
            }
            records.clear();
        }

        void refuse() {
            Submission left = submission;
            if (left != null) {
                submission = null;
                records.clear();
                left.settle(Fate.NOT_SENT, left.records());
            }
        }
    }
}
