package io.splitstream.edge.kafka;

import io.splitstream.contracts.event.RefusedEvent;
import io.splitstream.contracts.event.RefusedEventCodec;
import io.splitstream.contracts.topic.Topics;
import io.splitstream.edge.intake.Rejection;
import io.splitstream.edge.intake.RejectionLog;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes refused events with their reasons to a topic of their own, as far as there is room: what does not fit the
 * queue is counted and gone. A thread of its own sends.
 *
 * <p>A record is JSON, see {@link RefusedEventCodec}. The excerpt is bounded, and what looks like a token or key in it
 * is cut out.
 */
public final class RejectedEvents implements RejectionLog {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedEvents.class);
    private static final int CAPACITY = 1000;
    private static final int EXCERPT_BYTES = 512;
    private static final Pattern SECRET =
            Pattern.compile("eyJ[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*){0,2}|(sk|pk|whsec)_[A-Za-z0-9_+/=-]{4,}");

    private final EventProducer producer;
    private final RefusedEventCodec codec = new RefusedEventCodec();
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::run, "rejected");

    public RejectedEvents(EventProducer producer) {
        this.producer = producer;
    }

    /** Starts the thread. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the thread; what waits is gone. */
    public void stop() {
        thread.interrupt();
    }

    /** Refused events that found no room since the start. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public void note(long time, String workspaceId, Rejection event, byte[] body) {
        if (queue.remainingCapacity() == 0 || !queue.offer(record(time, workspaceId, event, excerpt(body, event)))) {
            dropped.incrementAndGet();
        }
    }

    byte[] record(long time, String workspaceId, Rejection event, String excerpt) {
        return codec.encode(new RefusedEvent(
                time,
                workspaceId,
                event.experimentId(),
                event.refusal().code().name(),
                event.refusal().message(),
                excerpt));
    }

    /** Secrets are cut before the text is, lest half a token stay. */
    static String excerpt(byte[] body, Rejection event) {
        int length = Math.min(event.to() - event.from(), 4 * EXCERPT_BYTES);
        String text = new String(body, event.from(), length, StandardCharsets.UTF_8);
        String clean = SECRET.matcher(text).replaceAll("(removed)");
        return clean.length() <= EXCERPT_BYTES ? clean : clean.substring(0, EXCERPT_BYTES);
    }

    private void run() {
        try {
            while (true) {
                byte[] value = queue.take();
                producer.current().ifPresentOrElse(current -> send(current, value), dropped::incrementAndGet);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Producer<byte[], byte[]> current, byte[] value) {
        try {
            var unused = current.send(new ProducerRecord<>(Topics.REJECTED, value), (metadata, failure) -> {
                if (failure != null) {
                    dropped.incrementAndGet();
                }
            });
        } catch (RuntimeException e) {
            // Best effort: what ails the producer is found and mended where events are sent.
            dropped.incrementAndGet();
            LOG.debug("a refused event was not recorded", e);
        }
    }
}
