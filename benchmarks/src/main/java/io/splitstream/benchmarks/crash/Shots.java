package io.splitstream.benchmarks.crash;

import io.splitstream.benchmarks.edge.EdgeLoad;
import io.splitstream.contracts.definition.ExperimentDefinition;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes requests over the routes, and in each of the three ways in which an event gets its identity: its own {@code
 * event_id}, an {@code Idempotency-Key}, or an id that the edge makes. Safe for use by several threads.
 */
final class Shots {
    private static final int WAYS = 3;

    private final ExperimentDefinition experiment = EdgeLoad.definition();
    private final String name;
    private final String token;
    private final int mostEvents;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param name begins its users' names
     * @param mostEvents of a request, 2 to 100
     */
    Shots(String name, String secret, int mostEvents) {
        this.name = name;
        this.token = EdgeLoad.token(secret, "crash-" + name);
        this.mostEvents = mostEvents;
    }

    /** How the names of its users begin. */
    String prefix() {
        return name + "-";
    }

    /** How many events were made so far. */
    int made() {
        return next.get();
    }

    Shot next(SplittableRandom random) {
        boolean single = random.nextInt(3) == 0;
        int events = single ? 1 : random.nextInt(2, mostEvents + 1);
        int first = next.getAndAdd(events);
        int way = random.nextInt(WAYS);
        StringBuilder body = new StringBuilder(events * 200);
        for (int event = 0; event < events; event++) {
            append(body, first + event, way == 0).append('\n');
        }
        String key = way == 1 ? "Idempotency-Key: " + prefix() + first + "\r\n" : "";
        byte[] bytes = EdgeLoad.post(
                single ? "/api/experiments/events" : "/collect",
                token,
                single ? "application/json" : "application/x-ndjson",
                key,
                body.toString().getBytes(StandardCharsets.US_ASCII));
        return new Shot(first, events, bytes, way != 2);
    }

    private StringBuilder append(StringBuilder body, int number, boolean withId) {
        body.append('{');
        if (withId) {
            body.append("\"event_id\":\"e").append(number).append("\",");
        }
        return body.append("\"experiment_id\":\"")
                .append(experiment.experimentId())
                .append("\",\"variant_id\":\"")
                .append(experiment.variants().get(number % 2).id())
                .append("\",\"user_id\":\"")
                .append(prefix())
                .append(number)
                .append("\",\"event_type\":\"click\"}");
    }
}
