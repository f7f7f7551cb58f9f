package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.CellTotals;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventRequest;
import io.splitstream.benchmarks.load.EventType;
import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Everything that the rules of counting tell apart, in one experiment: the batch answer over the archive equals what was
 * streamed, to the last integer.
 */
@Order(21)
class RecountIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = 4;
    private static final int USERS = 400;
    private static final int EVENTS = 6_000;
    private static final Duration SPAN = Duration.ofDays(9);
    private static final EventType[] TYPES = EventType.values();

    private final Random random = new Random(SEED);
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void everythingTheRulesTellApart_recountEqualsStream() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("recount", 3);
        assign(stack, target, 0, 150);
        send(stack, events(target, EVENTS / 2));
        reallocate(stack, target);
        assign(stack, target, 150, 200);
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<LoadEvent> more = events(target, EVENTS / 2);
        more.addAll(hugeTotal(target));
        send(stack, more);

        List<List<String>> cells = new Recounted(stack).assertEqualsStreamed(target.experimentId(), Instant.now());

        assertThat(cells.stream().map(cell -> cell.get(CellTotals.WEIGHT_EPOCH)).distinct())
                .as("weight epochs")
                .containsExactly("0", "1");
        assertThat(cells.get(0).get(CellTotals.CROSSOVERS)).as("crossovers").isNotEqualTo("0");
        assertThat(cells.get(0).get(CellTotals.LATE_EVENTS)).as("late events").isNotEqualTo("0");
        assertThat(cells.toString())
                .as("a total held to 1e12, in ten-thousandths")
                .contains("10000000000");
    }

    private static void assign(Stack stack, LoadTarget target, int from, int to)
            throws IOException, InterruptedException {
        for (int user = from; user < to; user++) {
            ObjectNode body = JSON.createObjectNode().put("user_id", "user-" + user);
            Answer answer =
                    stack.admin().post("/api/experiments/" + target.experimentId() + "/assign", body.toString());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    private static void reallocate(Stack stack, LoadTarget target) throws IOException, InterruptedException {
        String path = "/api/experiments/" + target.experimentId();
        ObjectNode change = JSON.createObjectNode();
        double[] weights = {20, 30, 50};
        List<String> names = List.of("control", "treatment-1", "treatment-2");
        for (int i = 0; i < weights.length; i++) {
            change.withArray("variants")
                    .addObject()
                    .put("id", target.variantIds().get(i))
                    .put("name", names.get(i))
                    .put("is_control", i == 0)
                    .put("allocation_percentage", weights[i]);
        }
        List<Answer> answers = List.of(
                stack.admin().call("POST", path + "/pause", null),
                stack.admin().call("PATCH", path, change.toString()),
                stack.admin().call("POST", path + "/resume", null));
        answers.forEach(answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
    }

    /** Out of order, a fifth of them sent twice, some late, some of a second variant, in sessions of several events. */
    private List<LoadEvent> events(LoadTarget target, int count) {
        List<LoadEvent> events = new ArrayList<>();
        while (events.size() < count) {
            int user = random.nextInt(USERS);
            Instant time = now.minusMillis((long) (random.nextDouble() * SPAN.toMillis()));
            int session = 1 + random.nextInt(4);
            for (int i = 0; i < session; i++) {
                LoadEvent event = event(target, "user-" + user, variant(user), time.plusSeconds(random.nextInt(3_600)));
                events.add(event);
                if (random.nextInt(5) == 0) {
                    events.add(event);
                }
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    private int variant(int user) {
        return random.nextInt(100) == 0 ? random.nextInt(3) : user % 3;
    }

    private LoadEvent event(LoadTarget target, String user, int variant, Instant time) {
        EventType type = TYPES[random.nextInt(TYPES.length)];
        boolean valued = type == EventType.RATING || (type == EventType.CONVERSION && random.nextBoolean());
        BigDecimal value = valued ? BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000, 4) : null;
        Instant happened = time.isAfter(now) ? now : time;
        return new LoadEvent(
                "id-" + random.nextLong(),
                target.experimentId(),
                target.variantIds().get(variant),
                user,
                type,
                value,
                happened);
    }

    /** Of one user, beyond what a user's total is held to. */
    private List<LoadEvent> hugeTotal(LoadTarget target) {
        List<LoadEvent> events = new ArrayList<>();
        for (int i = 0; i < 1_005; i++) {
            events.add(new LoadEvent(
                    "huge-" + i,
                    target.experimentId(),
                    target.variantIds().get(0),
                    "user-huge",
                    EventType.CONVERSION,
                    BigDecimal.valueOf(1_000_000_000),
                    now));
        }
        return events;
    }

    private static void send(Stack stack, List<LoadEvent> events) throws InterruptedException {
        for (int from = 0; from < events.size(); from += 500) {
            List<LoadEvent> some = events.subList(from, Math.min(events.size(), from + 500));
            stack.sender().deliver(new EventRequest(Route.COLLECT, List.copyOf(some)), AckListener.NONE);
        }
    }
}
