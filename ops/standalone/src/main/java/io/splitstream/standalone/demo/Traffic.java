package io.splitstream.standalone.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.standalone.demo.HttpPort.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of one experiment: each is assigned through the API, and what the user does goes to the outbox. Fast until
 * the experiment has its first users, then at a steady pace. Several threads run it, so that slow answers do not make
 * the first burst long.
 */
final class Traffic {
    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    /** Threads that run the traffic of one experiment. */
    static final int LANES = 4;

    private static final Duration BURST_PACE = Duration.ofMillis(10);
    private static final Duration REST = Duration.ofSeconds(5);

    /** After a restart, so many of the last users act again: their events may not have reached the edge. */
    private static final long SENT_AGAIN = 1_500;

    private final HttpPort http;
    private final String assign;
    private final LiveExperiment experiment;
    private final EventOutbox outbox;
    private final InstantSource clock;
    private final long burstUsers;
    private final Duration steadyPace;

    private final AtomicLong nextNumber;

    /** Whether the last user was not let in. */
    private volatile boolean resting;

    Traffic(
            HttpPort http,
            String api,
            LiveExperiment experiment,
            EventOutbox outbox,
            InstantSource clock,
            long burstUsers,
            Duration steadyPace) {
        this.http = http;
        this.assign = api + "/api/experiments/" + experiment.id() + "/assign";
        this.experiment = experiment;
        this.outbox = outbox;
        this.clock = clock;
        this.burstUsers = burstUsers;
        this.steadyPace = steadyPace;
        this.nextNumber = new AtomicLong(Math.max(0, experiment.usersAssigned() - SENT_AGAIN));
    }

    /** Sends users until interrupted; run by {@value #LANES} threads. */
    void run() throws InterruptedException {
        long due = System.nanoTime();
        while (true) {
            long number = nextNumber.getAndIncrement();
            SimulatedUser user = new SimulatedUser(experiment.scenario(), number);
            while (!act(user)) {
                resting = true;
                TimeUnit.NANOSECONDS.sleep(REST.toNanos());
            }
            resting = false;
            long pace = pace(number).multipliedBy(LANES).toNanos();
            due = Math.max(due + pace, System.nanoTime() - pace);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    private Duration pace(long number) {
        return number < Math.max(burstUsers, experiment.usersAssigned()) ? BURST_PACE : steadyPace;
    }

    /** Whether the user was let in; not while the experiment is paused, completed or archived. */
    private boolean act(SimulatedUser user) throws InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("user_id", user.id());
        body.putObject("attributes").put("device", user.device());
        Answer answer = Patience.until("POST " + assign, () -> http.send("POST", assign, body));
        if (!answer.isOk()) {
            if (!resting) {
                LOG.info("{} takes no users now ({})", experiment.id(), answer.code());
            }
            return false;
        }
        String variant = answer.body().path("data").path("variant").path("id").asText();
        List<Action> actions = user.actions(experiment.isControl(variant));
        for (int i = 0; i < actions.size(); i++) {
            outbox.put(event(user, i, variant, actions.get(i)));
        }
        return true;
    }

    private ObjectNode event(SimulatedUser user, int n, String variant, Action action) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("event_id", user.eventId(n));
        event.put("experiment_id", experiment.id());
        event.put("variant_id", variant);
        event.put("user_id", user.id());
        event.put("event_type", action.type());
        BigDecimal value = action.value();
        if (value != null) {
            event.put("event_value", value);
        }
        event.put("timestamp", clock.instant().toString());
        return event;
    }
}
