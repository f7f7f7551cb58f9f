package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventRequest;
import io.splitstream.benchmarks.load.EventType;
import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Results by an attribute, against numbers counted here. */
@Order(22)
class SegmentsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int USERS = 120;
    private static final int CITIES = 25;

    private final Map<String, Integer> expected = new HashMap<>();

    @Test
    void metrics_bySegment_areThoseOfItsUsers() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("segments", 2);
        List<LoadEvent> events = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            events.addAll(act(stack, target, user));
        }
        stack.sender().deliver(new EventRequest(Route.COLLECT, events), AckListener.NONE);
        Instant acknowledged = Instant.now();

        JsonNode device = bySegment(stack, target, "device", acknowledged);
        assertThat(labels(device)).containsExactlyInAnyOrder("mo'bile", "desk\\top", "(none)");
        device.path("segments").forEach(segment -> segment.path("variants").forEach(variant -> {
            String place = segment.path("label").asText() + "/"
                    + variant.path("variant_id").asText();
            assertThat(variant.path("users").asInt()).as(place).isEqualTo(expected.getOrDefault(place, 0));
            assertThat(variant.path("conversions").asInt())
                    .as(place)
                    .isEqualTo(expected.getOrDefault(place + "/conversions", 0));
        }));
        assertThat(device.at("/segments/0/comparisons/0/variant_id").asText())
                .isEqualTo(target.variantIds().get(1));

        JsonNode cities = bySegment(stack, target, "city", acknowledged);
        assertThat(labels(cities)).hasSize(22).contains("(none)").endsWith("(other)");
        int users = 0;
        for (JsonNode segment : cities.path("segments")) {
            users += segment.path("users").asInt();
        }
        assertThat(users).as("users of all cities").isEqualTo(USERS);

        JsonNode unknown = bySegment(stack, target, "no such attribute", acknowledged);
        assertThat(labels(unknown)).containsExactly("(none)");
        assertThat(unknown.at("/segments/0/users").asInt()).isEqualTo(USERS);
    }

    /** Assigns the user, but for every sixth, and has them see and every fourth convert. */
    private List<LoadEvent> act(Stack stack, LoadTarget target, int user) throws IOException, InterruptedException {
        String variant = target.variantIds().get(0);
        String device = user % 6 == 1 ? "" : user % 2 == 0 ? "mo'bile" : "desk\\top";
        if (user % 6 != 5) {
            ObjectNode body = JSON.createObjectNode().put("user_id", "user-" + user);
            ObjectNode attributes = body.putObject("attributes").put("city", "city-" + user % CITIES);
            if (!device.isEmpty()) {
                attributes.put("device", device);
            }
            Answer answer =
                    stack.admin().post("/api/experiments/" + target.experimentId() + "/assign", body.toString());
            variant = answer.data().at("/variant/id").asText();
        } else {
            device = "";
        }
        String place = (device.isEmpty() ? "(none)" : device) + "/" + variant;
        expected.merge(place, 1, Integer::sum);
        List<LoadEvent> events = new ArrayList<>();
        events.add(event(target, variant, user, EventType.IMPRESSION));
        if (user % 4 == 0) {
            expected.merge(place + "/conversions", 1, Integer::sum);
            events.add(event(target, variant, user, EventType.CONVERSION));
        }
        return events;
    }

    private static LoadEvent event(LoadTarget target, String variant, int user, EventType type) {
        return new LoadEvent(
                type.name(),
                target.experimentId(),
                variant,
                "user-" + user,
                type,
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private static JsonNode bySegment(Stack stack, LoadTarget target, String attribute, Instant since)
            throws InterruptedException {
        String path = "/api/experiments/" + target.experimentId() + "/metrics?segment=" + attribute.replace(" ", "%20");
        JsonNode[] found = new JsonNode[1];
        Await.until("results by " + attribute + " complete until " + since, WITHIN, () -> {
            Answer answer = stack.admin().get(path);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            found[0] = answer.data().path("by_segment");
            JsonNode until = found[0].path("complete_until");
            return until.isTextual() && !Instant.parse(until.asText()).isBefore(since);
        });
        return found[0];
    }

    private static List<String> labels(JsonNode bySegment) {
        List<String> labels = new ArrayList<>();
        bySegment
                .path("segments")
                .forEach(segment -> labels.add(segment.path("label").asText()));
        return labels;
    }
}
