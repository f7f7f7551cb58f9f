package io.splitstream.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.standalone.demo.HttpPort.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to the edge: any thread puts, one thread sends in batches. A batch is sent again under the same
 * event ids until the edge says what became of it. At most 5,000 events wait; who puts more waits too.
 */
final class EventOutbox {
    private static final Logger LOG = LoggerFactory.getLogger(EventOutbox.class);
    private static final int MOST_WAITING = 5_000;
    private static final int MOST_IN_BATCH = 500;
    private static final Duration LINGER = Duration.ofMillis(250);

    private final BlockingQueue<ObjectNode> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final HttpPort http;
    private final String collect;
    private volatile boolean closing;

    EventOutbox(HttpPort http, String edge) {
        this.http = http;
        this.collect = edge + "/collect";
    }

    /** Puts an event, waiting for room. */
    void put(ObjectNode event) throws InterruptedException {
        waiting.put(event);
    }

    /** Lets {@link #run} return once all that was put is sent. */
    void close() {
        closing = true;
    }

    /** Sends until closed and empty; an interrupt ends it sooner. */
    void run() throws InterruptedException {
        while (!closing || !waiting.isEmpty()) {
            List<ObjectNode> batch = next();
            if (!batch.isEmpty()) {
                send(batch);
            }
        }
    }

    /** What waits now, or comes within the linger; possibly nothing. */
    private List<ObjectNode> next() throws InterruptedException {
        List<ObjectNode> batch = new ArrayList<>();
        long end = System.nanoTime() + LINGER.toNanos();
        while (batch.size() < MOST_IN_BATCH && !closing) {
            ObjectNode event = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (event == null) {
                break;
            }
            batch.add(event);
        }
        waiting.drainTo(batch, MOST_IN_BATCH - batch.size());
        return batch;
    }

    private void send(List<ObjectNode> batch) throws InterruptedException {
        ArrayNode body = JsonNodeFactory.instance.arrayNode(batch.size()).addAll(batch);
        Answer answer = Patience.until("POST " + collect, () -> http.send("POST", collect, body));
        if (!answer.isOk()) {
            LOG.warn("the edge refused {} events for good: {}", batch.size(), answer.code());
        } else if (answer.status() != 202) {
            JsonNode said = answer.body();
            LOG.warn("the edge refused some of {} events: {}", batch.size(), shortened(said));
        }
    }

    private static String shortened(JsonNode said) {
        String text = said.toString();
        return text.length() <= 500 ? text : text.substring(0, 500) + "…";
    }
}
