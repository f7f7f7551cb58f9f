package io.splitstream.edge.kafka;

import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.topic.Topics;
import io.splitstream.edge.ring.EventSink;
import io.splitstream.edge.ring.Fate;
import io.splitstream.edge.ring.Submission;
import java.nio.charset.StandardCharsets;
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

/** Sends a ring's events. Used by the ring's thread; the acknowledgements come on the producer's. */
final class ProducerSink implements EventSink {
    /** How long nothing is tried after a send found neither memory nor metadata in its time. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final EventProducer producer;
    private final EventCodec codec = new EventCodec();
    private boolean pausing;
    private long pausingSince;
    private @Nullable Acknowledgement latest;

    ProducerSink(EventProducer producer) {
        this.producer = producer;
    }

    @Override
    public void send(ExperimentEvent event, Submission submission) {
        Optional<Producer<byte[], byte[]>> current = producer.current();
        if (current.isEmpty() || isPausing()) {
            submission.settle(Fate.NOT_SENT);
            return;
        }
        byte[] user = event.userId().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.EVENTS, user, codec.encode(event));
        try {
            var unused = current.get().send(record, acknowledgementOf(submission));
        } catch (RuntimeException e) {
            // The client answers what concerns a record through the callback, so this concerns the producer.
            submission.settle(Fate.NOT_SENT);
            producer.drop(current.get(), e);
        }
    }

    private boolean isPausing() {
        pausing = pausing && System.nanoTime() - pausingSince < PAUSE.toNanos();
        return pausing;
    }

    private Acknowledgement acknowledgementOf(Submission submission) {
        Acknowledgement known = latest;
        if (known != null && known.submission == submission) {
            return known;
        }
        Acknowledgement made = new Acknowledgement(submission, Thread.currentThread());
        latest = made;
        return made;
    }

    /** Tells a submission what became of its events; one for all of them. */
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
