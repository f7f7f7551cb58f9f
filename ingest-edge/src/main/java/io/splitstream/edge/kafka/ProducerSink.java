package io.splitstream.edge.kafka;

import io.splitstream.contracts.topic.Topics;
import io.splitstream.edge.record.RecordBatch;
import io.splitstream.edge.ring.EventSink;
import io.splitstream.edge.ring.Fate;
import io.splitstream.edge.ring.Submission;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a ring's records. Used by the ring's thread; the acknowledgements come on the producer's. */
final class ProducerSink implements EventSink {
    /** How long nothing is tried after a send found neither memory nor metadata in its time. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final EventProducer producer;
    private final ExactArrays keys = new ExactArrays();
    private final ExactArrays values = new ExactArrays();
    private boolean pausing;
    private long pausingSince;

    ProducerSink(EventProducer producer) {
        this.producer = producer;
    }

    @Override
    public void send(RecordBatch records, Submission submission) {
        Acknowledgement acknowledgement = new Acknowledgement(submission, Thread.currentThread());
        for (int record = 0; record < records.count(); record++) {
            send(records, record, acknowledgement);
        }
    }

    private void send(RecordBatch records, int record, Acknowledgement acknowledgement) {
        Optional<Producer<byte[], byte[]>> current = producer.current();
        if (current.isEmpty() || isPausing()) {
            acknowledgement.submission.settle(Fate.NOT_SENT);
            return;
        }
        byte[] key = keys.copy(records.bytes(), records.keyFrom(record), records.keyLength(record));
        byte[] value = values.copy(records.bytes(), records.valueFrom(record), records.valueLength(record));
        try {
            var unused = current.get().send(new ProducerRecord<>(Topics.EVENTS, key, value), acknowledgement);
        } catch (RuntimeException e) {
            // The client answers what concerns a record through the callback, so this concerns the producer.
            acknowledgement.submission.settle(Fate.NOT_SENT);
            producer.drop(current.get(), e);
        }
    }

    private boolean isPausing() {
        pausing = pausing && System.nanoTime() - pausingSince < PAUSE.toNanos();
        return pausing;
    }

    /** Tells a submission what became of its records; one for all of them. */
    private final class Acknowledgement implements Callback {
        private final Submission submission;
        private final Thread sender;

        Acknowledgement(Submission submission, Thread sender) {
            this.submission = submission;
            this.sender = sender;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                submission.settle(Fate.ACKED);
                return;
            }
            // On the sender's own thread the client speaks only of records that it did not take.
            boolean refused = Thread.currentThread() == sender;
            if (refused && failure instanceof TimeoutException) {
                pausing = true;
                pausingSince = System.nanoTime();
            }
            submission.settle(refused || isRejection(failure) ? Fate.NOT_SENT : Fate.UNKNOWN);
        }
    }

    /** Whether a broker said no, so that nothing was appended. */
    private static boolean isRejection(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof AuthorizationException;
    }
}
