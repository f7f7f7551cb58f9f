package io.splitstream.edge.kafka;

import io.splitstream.contracts.topic.Topics;
import io.splitstream.edge.journal.Journal;
import io.splitstream.edge.journal.JournalPosition;
import io.splitstream.edge.journal.JournalReader;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the journal holds, in its order, and says how far the broker has it. A thread of its own.
 *
 * <p>Progress is the longest run of frames from the begin of which every record is acknowledged. When a record fails,
 * everything after that run is sent again, under the same ids: what was appended already counts once all the same.
 */
public final class JournalDrain {
    private static final Logger LOG = LoggerFactory.getLogger(JournalDrain.class);
    private static final int MOST_IN_FLIGHT = 50_000;
    private static final long RELEASE_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long WAIT_MILLIS = 100;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(3);

    private final Journal journal;
    private final EventProducer producer;
    private final RecordBatch records = new RecordBatch(new BufferPool(4 << 20));
    private final ExactArrays keys = new ExactArrays();
    private final ExactArrays values = new ExactArrays();
    private final Semaphore room = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong undeliverable = new AtomicLong();
    private final Deque<Frame> open = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "journal-drain");
    private volatile boolean stopped;
    private volatile boolean failed;
    private long releasedAt = System.nanoTime();
    private @Nullable JournalPosition done;

    public JournalDrain(Journal journal, EventProducer producer) {
        this.journal = journal;
        this.producer = producer;
    }

    /** Starts the thread. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Records of the journal that the broker acknowledged since the start. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Records that no broker will ever take, and that were passed over. */
    public long undeliverable() {
        return undeliverable.get();
    }

    /** Ends the thread, which keeps its progress; what is not acknowledged stays for the next start. */
    public void stop(Duration timeout) throws InterruptedException {
        stopped = true;
        thread.join(timeout.toMillis());
    }

    private void run() {
        while (!stopped) {
            open.clear();
            failed = false;
            try (JournalReader reader = journal.reader()) {
                drain(reader);
                settle();
            } catch (IOException e) {
                LOG.error("the journal cannot be read, trying again: {}", e.getMessage());
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void drain(JournalReader reader) throws IOException, InterruptedException {
        while (!stopped && !failed) {
            Optional<Producer<byte[], byte[]>> current = producer.current();
            if (current.isEmpty()) {
                pause();
                continue;
            }
            records.clear();
            if (reader.next(records, WAIT_MILLIS)) {
                send(current.get(), reader.position());
            } else if (open.isEmpty()) {
                // Everything before is sent, the end of a segment that is not written to any more included.
                done = reader.position();
            }
            release(false);
        }
    }

    private void send(Producer<byte[], byte[]> current, JournalPosition end) throws InterruptedException {
        Frame frame = new Frame(end, records.count());
        open.add(frame);
        for (int record = 0; record < records.count() && !failed; record++) {
            while (!room.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                if (failed || stopped) {
                    return;
                }
            }
            byte[] key = keys.copy(records.bytes(), records.keyFrom(record), records.keyLength(record));
            byte[] value = values.copy(records.bytes(), records.valueFrom(record), records.valueLength(record));
            try {
                var unused = current.send(new ProducerRecord<>(Topics.EVENTS, key, value), (metadata, failure) -> {
                    room.release();
                    settle(frame, failure);
                });
            } catch (RuntimeException e) {
                room.release();
                failed = true;
                producer.drop(current, e);
            }
        }
    }

    private void settle(Frame frame, @Nullable Exception failure) {
        if (failure == null) {
            acknowledged.incrementAndGet();
            frame.left.decrementAndGet();
        } else if (failure instanceof RecordTooLargeException || failure instanceof InvalidRecordException) {
            LOG.error("a record of the journal is passed over: {}", failure.getMessage());
            undeliverable.incrementAndGet();
            frame.left.decrementAndGet();
        } else {
            failed = true;
        }
    }

    /** After a failure or a stop: waits for what is under way, keeps what is done. */
    private void settle() throws IOException, InterruptedException {
        if (failed) {
            boolean settled = room.tryAcquire(MOST_IN_FLIGHT, SETTLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (settled) {
                room.release(MOST_IN_FLIGHT);
            }
            pause();
        }
        release(true);
    }

    private void release(boolean now) throws IOException {
        for (Frame first = open.peek(); first != null && first.left.get() == 0; first = open.peek()) {
            done = first.end;
            open.remove();
        }
        JournalPosition reached = done;
        if (reached != null && (now || System.nanoTime() - releasedAt >= RELEASE_PERIOD_NANOS)) {
            releasedAt = System.nanoTime();
            journal.release(reached);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A frame on its way; records left to be acknowledged. */
    private static final class Frame {
        private final JournalPosition end;
        private final AtomicInteger left;

        Frame(JournalPosition end, int records) {
            this.end = end;
            this.left = new AtomicInteger(records);
        }
    }
}
