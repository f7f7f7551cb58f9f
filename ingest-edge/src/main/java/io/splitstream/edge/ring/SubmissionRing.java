package io.splitstream.edge.ring;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of submissions from one event loop to one thread of its own.
 *
 * <p>{@link #offer} is for that one event loop only and never blocks; the thread waits by blocking, since a core that
 * spins is a core that the broker lacks. A slot holds a request's events, so the ring is bounded in requests; how many
 * events and bytes they are is bounded where requests are admitted.
 */
public final class SubmissionRing {
    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> slots;

    /**
     * @param name of the thread
     * @param capacity in submissions, a power of two
     * @param sink used by the ring's thread alone
     */
    public SubmissionRing(String name, int capacity, EventSink sink) {
        ThreadFactory threads = task -> new Thread(task, name);
        this.disruptor = new Disruptor<>(Slot::new, capacity, threads, ProducerType.SINGLE, new BlockingWaitStrategy());
        EventHandler<Slot> handler = (slot, sequence, endOfBatch) -> slot.take().sendTo(sink);
        disruptor.handleEventsWith(handler);
        this.slots = disruptor.getRingBuffer();
    }

    /** Starts the thread. */
    public void start() {
        disruptor.start();
    }

    /** Whether there is room, as seen by the event loop that offers. */
    public boolean hasRoom() {
        return slots.hasAvailableCapacity(1);
    }

    /** Hands a submission over; false if the ring is full. */
    public boolean offer(Submission submission) {
        return slots.tryPublishEvent((slot, sequence) -> slot.put(submission));
    }

    /** Submissions that wait. */
    public long fill() {
        return slots.getBufferSize() - slots.remainingCapacity();
    }

    /** Sends what waits, then ends the thread; gives up waiting after the timeout. Whether all was sent. */
    public boolean stop(Duration timeout) {
        try {
            disruptor.shutdown(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            disruptor.halt();
            return false;
        }
    }

    /** Preallocated and reused: the one mutable value here. */
    private static final class Slot {
        private @Nullable Submission submission;

        void put(Submission offered) {
            submission = offered;
        }

        Submission take() {
            Submission taken = submission;
            if (taken == null) {
                throw new IllegalStateException("a published slot is empty");
            }
            submission = null;
            return taken;
        }
    }
}
