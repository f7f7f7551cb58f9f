package io.splitstream.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of {@code /metrics} who remembers what it was told, and notes whenever a later answer takes it back:
 * completeness, or a count.
 *
 * <p>Counts only grow if no user is ever seen in a second variant. Failed reads are passed over: while a process is
 * down, no answer is allowed, a wrong one is not. Runs on a thread of its own until interrupted.
 */
final class ResultReader implements Runnable {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final List<String> COUNTS = List.of("users", "impressions", "clicks", "conversions");
    private static final int MAX_NOTED = 50;

    private final ApiClient api;
    private final List<String> experimentIds;
    private final Map<String, Long> highest = new HashMap<>();
    private final Map<String, Instant> latest = new HashMap<>();
    private final List<String> takenBack = new ArrayList<>();
    private long answers;

    ResultReader(ApiClient api, List<String> experimentIds) {
        this.api = api;
        this.experimentIds = List.copyOf(experimentIds);
    }

    @Override
    public void run() {
        try {
            while (true) {
                for (String experimentId : experimentIds) {
                    read(experimentId);
                }
                Thread.sleep(INTERVAL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was taken back and when it was read, at most {@value #MAX_NOTED} entries. */
    synchronized List<String> takenBack() {
        return List.copyOf(takenBack);
    }

    /** Answers that were compared. */
    synchronized long answers() {
        return answers;
    }

    private void read(String experimentId) throws InterruptedException {
        try {
            Answer answer = api.get("/api/experiments/" + experimentId + "/metrics");
            if (answer.status() == 200) {
                compare(experimentId, answer.data());
            }
        } catch (IOException e) {
            // Nobody answers while the API is down.
        }
    }

    private synchronized void compare(String experimentId, JsonNode data) {
        answers++;
        for (String field : List.of("complete_until", "updated_at")) {
            String text = data.path(field).asText("null");
            Instant time = text.equals("null") ? Instant.MIN : Instant.parse(text);
            Instant before = latest.getOrDefault(experimentId + field, Instant.MIN);
            if (time.isBefore(before)) {
                note(experimentId + " " + field + " went from " + before + " back to " + text);
            } else {
                latest.put(experimentId + field, time);
            }
        }
        for (JsonNode variant : data.path("variants")) {
            for (String count : COUNTS) {
                String name = variant.path("variant_id").asText() + " " + count;
                long now = variant.path(count).asLong();
                long before = highest.getOrDefault(name, 0L);
                if (now < before) {
                    note(name + " went from " + before + " back to " + now + " at "
                            + data.path("complete_until").asText());
                } else {
                    highest.put(name, now);
                }
            }
        }
    }

    private void note(String what) {
        if (takenBack.size() < MAX_NOTED) {
            takenBack.add(Instant.now() + " " + what);
        }
    }
}
