package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Events that cross a bound, and what comes of it: in the API, in ClickHouse, at a webhook, to the experiment. */
@Order(8)
class AlertsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int BATCH = 100;

    private Stack stack;
    private ApiClient api;
    private ApiClient edge;
    private WebhookReceiver receiver;
    private String channel;

    @BeforeEach
    void openChannel() throws IOException, InterruptedException {
        stack = Stack.running();
        api = stack.admin();
        edge = stack.client(stack.credentials().edge(), stack.credentials().crewToken());
        receiver = WebhookReceiver.start();
        ObjectNode body = JSON.createObjectNode().put("kind", "webhook").put("url", receiver.url());
        body.withArray("events").add("guardrail").add("srm").add("verdict");
        Answer opened = api.post("/api/alerts/channels", body.toString());
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        channel = opened.data().path("id").asText();
        receiver.secret(opened.data().path("secret").asText());
    }

    @AfterEach
    void closeChannel() throws IOException, InterruptedException {
        Answer deleted = api.call("DELETE", "/api/alerts/channels/" + channel, null);
        receiver.close();
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(200);
    }

    @Test
    void guardrailThreshold_crossed_isToldEverywhereWithinSeconds() throws IOException, InterruptedException {
        ObjectNode draft = Experiments.draft("crossed guardrail", 2);
        draft.withArray("guardrail_metrics")
                .addObject()
                .put("metric_name", "conversion_rate")
                .put("threshold", 0.2);
        LoadTarget target = started(draft);
        send(arms(target, 0, 399, 150, 0));
        Thread.sleep(2_000);
        assertThat(alerts(target)).isEmpty();

        send(arms(target, 399, 10, 3, 0));
        long acked = System.nanoTime();
        JsonNode alert = await(target, "guardrail_crossed", acked);

        assertThat(alert.path("metric_name").asText()).isEqualTo("conversion_rate");
        assertThat(alert.path("variant_id").asText())
                .isEqualTo(target.variantIds().get(1));
        assertThat(alert.at("/figures/value").asDouble()).isZero();
        assertThat(alert.at("/figures/threshold").asDouble()).isEqualTo(0.2);
        assertThat(alert.at("/figures/n").asLong()).isBetween(400L, 409L);
        assertThat(alert.path("paused_at").isNull()).isTrue();
        Thread.sleep(1_500);
        assertThat(alerts(target))
                .filteredOn(kept -> isKind(kept, "guardrail_crossed"))
                .hasSize(1);
        assertThat(receiver.received(alert.path("id").asText())).isEqualTo(1);
    }

    @Test
    void sampleRatioMismatch_isToldEverywhereWithinSeconds() throws IOException, InterruptedException {
        LoadTarget target = started(Experiments.draft("mismatch", 2));
        send(users(target.variantIds().get(0), target, 0, 700, 0));
        long acked = System.nanoTime();
        JsonNode alert = await(target, "sample_ratio_mismatch", acked);

        assertThat(alert.at("/figures/p_value").asDouble()).isLessThan(0.001);
        Await.until("the verdict to be INVESTIGATE", LIMIT, () -> alerts(target).stream()
                .anyMatch(kept -> isKind(kept, "verdict_changed")
                        && kept.at("/figures/verdict").asText().equals("INVESTIGATE")));
    }

    @Test
    void provenHarm_pausesTheExperimentThatAskedForIt() throws IOException, InterruptedException {
        ObjectNode draft = Experiments.draft("harm", 2).put("auto_pause", true);
        draft.withArray("guardrail_metrics").add("user_conversion_rate");
        LoadTarget target = started(draft);
        send(arms(target, 0, 1_500, 750, 300));
        long acked = System.nanoTime();
        await(target, "guardrail_harmed", acked);
        Await.until("the experiment to be paused", LIMIT, () -> api.get("/api/experiments/" + target.experimentId())
                .data()
                .path("status")
                .asText()
                .equals("paused"));
        print("paused", acked);

        Await.until("the alert to say so", LIMIT, () -> alerts(target).stream()
                .anyMatch(kept -> isKind(kept, "guardrail_harmed")
                        && !kept.path("paused_at").isNull()));
    }

    /** Waits for an alert in the API, in ClickHouse and at the receiver; prints how long each took. */
    private JsonNode await(LoadTarget target, String kind, long acked) throws InterruptedException, IOException {
        List<JsonNode> found = new ArrayList<>();
        Await.until("an alert " + kind + " of the API", LIMIT, () -> {
            alerts(target).stream().filter(alert -> isKind(alert, kind)).forEach(found::add);
            return !found.isEmpty();
        });
        print(kind + " in the API", acked);
        JsonNode alert = found.get(0);
        String id = alert.path("id").asText();
        Await.until(
                "the alert's row",
                LIMIT,
                () -> stack.analyst().number("SELECT count() FROM splitstream.v_alerts WHERE id = '" + id + "'") == 1);
        print(kind + " in ClickHouse", acked);
        Await.until("the alert at the receiver", LIMIT, () -> receiver.received(id) > 0);
        print(kind + " at the webhook", acked);
        assertThat(receiver.faults()).isEmpty();
        return alert;
    }

    private static void print(String what, long since) {
        System.out.printf("%s %d ms after the last ack%n", what, (System.nanoTime() - since) / 1_000_000);
    }

    private List<JsonNode> alerts(LoadTarget target) throws IOException, InterruptedException {
        Answer answer = api.get("/api/experiments/" + target.experimentId() + "/alerts");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<JsonNode> alerts = new ArrayList<>();
        answer.data().forEach(alerts::add);
        return alerts;
    }

    private static boolean isKind(JsonNode alert, String kind) {
        return alert.path("kind").asText().equals(kind);
    }

    private LoadTarget started(ObjectNode draft) throws IOException, InterruptedException {
        LoadTarget target = stack.experiments().create(draft);
        stack.experiments().start(target.experimentId());
        return target;
    }

    /** As many users in both arms, in turns, so that the split is even at any time; the first ones convert. */
    private static List<ObjectNode> arms(
            LoadTarget target, int from, int users, int controlConverting, int testConverting) {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = from; i < from + users; i++) {
            events.addAll(users(target.variantIds().get(0), target, i, 1, i - from < controlConverting ? 1 : 0));
            events.addAll(users(target.variantIds().get(1), target, i, 1, i - from < testConverting ? 1 : 0));
        }
        return events;
    }

    private static List<ObjectNode> users(String variant, LoadTarget target, int from, int users, int converting) {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = from; i < from + users; i++) {
            events.add(event(target, variant, i, "impression"));
            if (i - from < converting) {
                events.add(event(target, variant, i, "conversion"));
            }
        }
        return events;
    }

    private static ObjectNode event(LoadTarget target, String variant, int user, String type) {
        return JSON.createObjectNode()
                .put("experiment_id", target.experimentId())
                .put("variant_id", variant)
                .put("user_id", variant + "-" + user)
                .put("event_type", type);
    }

    private void send(List<ObjectNode> events) throws IOException, InterruptedException {
        for (int from = 0; from < events.size(); from += BATCH) {
            ObjectNode body = JSON.createObjectNode();
            events.subList(from, Math.min(events.size(), from + BATCH))
                    .forEach(event -> body.withArray("events").add(event));
            Answer answer = edge.post("/api/experiments/events/batch", body.toString());
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }
    }
}
