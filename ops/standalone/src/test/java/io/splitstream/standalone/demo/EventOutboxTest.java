package io.splitstream.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventOutboxTest {
    private static final String ACKED = "{\"success\":true}";

    @Test
    void run_edgeFailsTwice_sendsTheSameEventsAgain() throws Exception {
        RememberedHttp edge = new RememberedHttp()
                .failing(new IOException("connection refused"))
                .answering(503, "{\"error\":{\"code\":\"OUTCOME_UNKNOWN\"}}")
                .answering(202, ACKED);
        EventOutbox outbox = outboxWith(edge, 3);

        outbox.run();

        assertThat(edge.requests())
                .hasSize(3)
                .allMatch(request -> request.equals(edge.requests().get(0)));
        assertThat(edge.requests().get(0).body().findValuesAsText("event_id")).containsExactly("e0", "e1", "e2");
    }

    @Test
    void run_batchRefusedForGood_goesOnWithTheNext() throws Exception {
        RememberedHttp edge = new RememberedHttp().answering(400, "{}").answering(202, ACKED);
        EventOutbox outbox = outboxWith(edge, 600);

        outbox.run();

        assertThat(edge.requests()).extracting(request -> request.body().size()).containsExactly(500, 100);
    }

    private static EventOutbox outboxWith(HttpPort edge, int events) throws InterruptedException {
        EventOutbox outbox = new EventOutbox(edge, "http://edge");
        for (int i = 0; i < events; i++) {
            outbox.put(JsonNodeFactory.instance.objectNode().put("event_id", "e" + i));
        }
        outbox.close();
        return outbox;
    }
}
