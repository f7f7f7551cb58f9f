package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.LoadTarget;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Metrics that an experiment declares, of every sort: each figure equals the test's own recount. */
@Order(7)
class CustomMetricsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USERS = 240;
    private static final long WINDOW_MILLIS = 3_000;
    private static final BigDecimal CAP = new BigDecimal("100.5");
    private static final String METRICS = """
            [{"name":"signups","event_type":"signup","aggregation":"count","denominator":"users","direction":"up"},
             {"name":"spend","event_type":"purchase","aggregation":"sum","denominator":"users","direction":"up",
              "cap":100.5},
             {"name":"price","event_type":"purchase","aggregation":"mean","direction":"up"},
             {"name":"buyers","event_type":"purchase","aggregation":"unique_users","denominator":"users"},
             {"name":"p90","event_type":"purchase","aggregation":"quantile","q":0.9,"denominator":"users"},
             {"name":"early_spend","event_type":"purchase","aggregation":"sum","denominator":"users","window":"3s"}]
            """;

    private final Random random = new Random(20_260_401);
    private final Map<String, Shopper> shoppers = new HashMap<>();

    /** What a user did, as the test made it up. */
    private static final class Shopper {
        private final String variantId;
        private final Instant assignedAt;
        private final long age;
        private final List<Purchase> purchases = new ArrayList<>();
        private int signups;

        Shopper(String variantId, Instant assignedAt, long age) {
            this.variantId = variantId;
            this.assignedAt = assignedAt;
            this.age = age;
        }

        BigDecimal spent() {
            return purchases.stream().map(Purchase::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal capped() {
            return spent().min(CAP);
        }

        BigDecimal early() {
            return purchases.stream()
                    .filter(purchase -> purchase.at().isBefore(assignedAt.plusMillis(WINDOW_MILLIS)))
                    .map(Purchase::value)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        boolean isAssigned() {
            return assignedAt.isAfter(Instant.EPOCH);
        }
    }

    private record Purchase(BigDecimal value, Instant at) {}

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void metrics_ofEverySort_equalTheRecount() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        ApiClient edge =
                new ApiClient(stack.credentials().edge(), stack.credentials().crewToken());
        ObjectNode draft = Experiments.draft("custom metrics", 2).put("covariate", "age");
        draft.set("metrics", JSON.readTree(METRICS));
        LoadTarget target = stack.experiments().create(draft);
        stack.experiments().start(target.experimentId());

        send(edge, shop(stack.admin(), target));

        Instant closed = Instant.now().plusMillis(WINDOW_MILLIS + 1_000);
        Results results = new Results(stack);
        results.awaitComplete(target.experimentId(), closed);
        for (String variantId : target.variantIds()) {
            assertMetrics(stack.admin(), target, variantId);
            assertMoments(stack.analyst(), target.experimentId(), 1, variantId);
        }
        assertAnalysis(stack.admin(), target.experimentId());
        assertUnknownTypeIsRefused(edge, target);

        declareAnother(stack.admin(), target);
        Await.until("rows of the second version", Duration.ofSeconds(60), () -> metrics(
                        stack.admin(), target, target.variantIds().get(0))
                .path("again")
                .isNumber());
        results.awaitComplete(target.experimentId(), Instant.now());
        for (String variantId : target.variantIds()) {
            assertMetrics(stack.admin(), target, variantId);
            assertMoments(stack.analyst(), target.experimentId(), 2, variantId);
            assertThat(metrics(stack.admin(), target, variantId).path("again"))
                    .isEqualTo(metrics(stack.admin(), target, variantId).path("signups"));
        }
        assertBatchAnswers(stack, target.experimentId());
    }

    /** The recount of the archive, segments and a rebuild know declared metrics too. */
    private static void assertBatchAnswers(Stack stack, String experimentId) throws IOException, InterruptedException {
        Recounted recounted = new Recounted(stack);
        List<List<String>> streamed = recounted.assertEqualsStreamed(experimentId, Instant.now());
        String path = "/api/experiments/" + experimentId;
        Answer answer = stack.admin().get(path + "/metrics?segment=device&metric=early_spend");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode segments = answer.data().path("by_segment");
        assertThat(segments.path("metric_name").asText()).isEqualTo("early_spend");
        assertThat(segments.path("segments"))
                .extracting(segment -> segment.path("label").asText())
                .containsExactly("mobile", "(none)");
        for (int i = 0; i < 2; i++) {
            JsonNode whole = answer.data().path("variants").path(i);
            double signups = 0;
            for (JsonNode segment : segments.path("segments")) {
                signups += signups(segment.path("variants").path(i));
            }
            assertThat(signups).as("signups of all segments").isCloseTo(signups(whole), within(1e-6));
        }
        assertThat(stack.admin().post(path + "/rebuild", "").status()).isEqualTo(202);
        Await.until("a rebuilt generation", Duration.ofSeconds(60), () -> {
            JsonNode status = stack.admin().get(path + "/rebuild").data();
            assertThat(status.path("failure").isNull()).as(status.toString()).isTrue();
            return status.path("active_generation").asInt() > 0;
        });
        assertThat(recounted.rows(experimentId, 1)).isEqualTo(streamed);
    }

    private static double signups(JsonNode variant) {
        return variant.path("users").asLong()
                * variant.at("/custom_metrics/signups").asDouble();
    }

    /** Users, most of them assigned, most of those with an age; their events, some within the window and some after. */
    private List<ObjectNode> shop(ApiClient api, LoadTarget target) throws IOException, InterruptedException {
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            String user = "shopper-" + i;
            Shopper shopper = i % 8 == 7
                    ? new Shopper(target.variantIds().get(i / 8 % 2), Instant.EPOCH, 0)
                    : assigned(api, target, user, i);
            shoppers.put(user, shopper);
            Instant begin = shopper.isAssigned() ? shopper.assignedAt : Instant.now();
            events.add(event(target, user, "impression", begin.plusMillis(1)));
            for (int signups = random.nextInt(3); signups > 0; signups--) {
                shopper.signups++;
                events.add(event(target, user, "signup", begin.plusMillis(5L + signups)));
            }
            for (int purchases = random.nextInt(4); purchases > 0; purchases--) {
                BigDecimal value = BigDecimal.valueOf(1 + random.nextInt(800_000), 4);
                Instant at = begin.plusMillis(random.nextInt((int) (2 * WINDOW_MILLIS)) + 2L);
                shopper.purchases.add(new Purchase(value, at));
                events.add(event(target, user, "purchase", at).put("event_value", value));
            }
            events.add(events.get(events.size() - 1));
        }
        return events;
    }

    private static Shopper assigned(ApiClient api, LoadTarget target, String user, int index)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("user_id", user);
        long age = index % 5 == 0 ? 0 : 20 + index % 40;
        if (age > 0) {
            body.putObject("attributes").put("age", age).put("device", "mobile");
        }
        Answer answer = api.post("/api/experiments/" + target.experimentId() + "/assign", body.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new Shopper(
                answer.data().path("variant").path("id").asText(),
                Instant.parse(answer.data().path("assigned_at").asText()),
                age);
    }

    private ObjectNode event(LoadTarget target, String user, String type, Instant at) {
        return JSON.createObjectNode()
                .put("event_id", type + "-" + random.nextLong())
                .put("experiment_id", target.experimentId())
                .put("variant_id", shopper(user).variantId)
                .put("user_id", user)
                .put("event_type", type)
                .put("timestamp", at.toString());
    }

    private static void send(ApiClient edge, List<ObjectNode> events) throws IOException, InterruptedException {
        for (int from = 0; from < events.size(); from += 100) {
            ObjectNode batch = JSON.createObjectNode();
            batch.putArray("events").addAll(events.subList(from, Math.min(from + 100, events.size())));
            Answer answer = edge.post("/api/experiments/events/batch", batch.toString());
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }
    }

    private void assertMetrics(ApiClient api, LoadTarget target, String variantId)
            throws IOException, InterruptedException {
        JsonNode actual = metrics(api, target, variantId);
        List<Shopper> all = of(variantId);
        List<Shopper> matured = all.stream().filter(Shopper::isAssigned).toList();
        List<Purchase> purchases =
                all.stream().flatMap(shopper -> shopper.purchases.stream()).toList();
        assertRatio(actual, "signups", sum(all, shopper -> BigDecimal.valueOf(shopper.signups)), all.size());
        assertRatio(actual, "spend", sum(all, Shopper::capped), all.size());
        assertRatio(actual, "price", sum(all, Shopper::spent), purchases.size());
        assertRatio(
                actual,
                "buyers",
                BigDecimal.valueOf(
                        all.stream().filter(s -> !s.purchases.isEmpty()).count()),
                all.size());
        assertRatio(actual, "early_spend", sum(matured, Shopper::early), matured.size());
        double p90 = all.stream()
                .map(Shopper::spent)
                .sorted()
                .toList()
                .get((int) Math.ceil(0.9 * all.size()) - 1)
                .doubleValue();
        assertThat(actual.path("p90").asDouble(-1)).as("p90").isCloseTo(p90, within(0.005 * p90));
    }

    /** The integers in the rows, summed over the buckets by ClickHouse, found by the names that the rows give them. */
    private void assertMoments(ClickHouse analyst, String experimentId, int version, String variantId)
            throws IOException, InterruptedException {
        List<List<String>> rows = analyst.rows("SELECT layout, sum(cell.2), sumForEach(cell.3), sumForEach(cell.4),"
                + " sumForEach(arrayMap(bins -> arraySum(bin -> bin.2, bins), cell.5)) FROM (SELECT layout,"
                + " arrayJoin(arrayZip(variant_ids, users, sums, products, histograms)) AS cell"
                + " FROM experiment_statistics FINAL WHERE experiment_id = '" + experimentId
                + "' AND generation = 0 AND version = " + version + ") WHERE cell.1 = '" + variantId
                + "' GROUP BY layout");
        assertThat(rows).hasSize(1);
        String[] layout = rows.get(0).get(0).split("\\|", -1);
        List<String> measures = List.of(layout[0].split(";", -1));
        Map<String, BigDecimal> actual = named(measures, rows.get(0).get(2));
        Map<String, BigDecimal> products =
                named(products(measures, layout[1]), rows.get(0).get(3));
        List<Shopper> all = of(variantId);
        List<Shopper> matured = all.stream().filter(Shopper::isAssigned).toList();
        Function<Shopper, BigDecimal> age = shopper -> BigDecimal.valueOf(shopper.age);
        String early = "sum(purchase,window=3000)";

        assertThat(rows.get(0).get(1)).isEqualTo(String.valueOf(all.size()));
        assertThat(rows.get(0).get(4)).as("users in the histogram").isEqualTo("[" + all.size() + "]");
        assertSum(actual, "count(signup)", 0, sum(all, shopper -> BigDecimal.valueOf(shopper.signups)));
        assertSum(actual, "sum(purchase,cap=1005000)", 4, sum(all, Shopper::capped));
        assertSum(actual, "sum(purchase)", 4, sum(all, Shopper::spent));
        assertSum(actual, "matured(,window=3000)", 0, BigDecimal.valueOf(matured.size()));
        assertSum(actual, early, 4, sum(matured, Shopper::early));
        assertSum(actual, "covariate()", 4, sum(all, age));
        assertSum(actual, "covariate(,window=3000)", 4, sum(matured, age));
        assertSum(products, early + "*" + early, 8, sum(matured, s -> s.early().pow(2)));
        assertSum(products, "covariate()*sum(purchase,cap=1005000)", 8, sum(all, s -> s.capped()
                .multiply(age.apply(s))));
        assertSum(products, early + "*covariate(,window=3000)", 8, sum(matured, s -> s.early()
                .multiply(age.apply(s))));
    }

    private static void assertAnalysis(ApiClient api, String experimentId) throws IOException, InterruptedException {
        JsonNode open = analyze(api, experimentId, "spend");
        assertThat(open.path("metric_name").asText()).isEqualTo("spend");
        assertThat(open.path("control_variant").path("mean").isNumber()).isTrue();
        assertThat(open.path("validity").path("metric_kind").asText()).isEqualTo("mean");
        assertThat(open.path("validity").path("covariate_adjusted").asBoolean()).isTrue();
        assertThat(open.path("validity").path("open_ended").asBoolean()).isTrue();
        assertThat(open.path("validity").path("sequence_guaranteed").asBoolean())
                .isFalse();
        JsonNode windowed = analyze(api, experimentId, "early_spend").path("validity");
        assertThat(windowed.path("window").asText()).isEqualTo("3s");
        assertThat(windowed.path("sequence_guaranteed").asBoolean()).isTrue();
        JsonNode quantile = analyze(api, experimentId, "p90");
        assertThat(quantile.path("control_variant").path("mean").isNumber()).isTrue();
        assertThat(quantile.path("sequential_analysis").isNull()).isTrue();
        for (String metric : List.of("spend", "early_spend", "p90")) {
            Answer lifts = api.get("/api/experiments/" + experimentId + "/lift-history?metric=" + metric);
            assertThat(lifts.status()).as(lifts.text()).isEqualTo(200);
            assertThat(lifts.data().path("points")).as(metric).isNotEmpty();
        }
    }

    private static JsonNode analyze(ApiClient api, String experimentId, String metric)
            throws IOException, InterruptedException {
        Answer answer = api.post(
                "/api/experiments/" + experimentId + "/analyze",
                "{\"minimum_sample_size\":10,\"metric_name\":\"" + metric + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    private void assertUnknownTypeIsRefused(ApiClient edge, LoadTarget target)
            throws IOException, InterruptedException {
        Answer answer = edge.post(
                "/api/experiments/events",
                event(target, "shopper-0", "refund", Instant.now()).toString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("VALIDATION_ERROR");
    }

    /** While paused: the same events under another name. */
    private static void declareAnother(ApiClient api, LoadTarget target) throws IOException, InterruptedException {
        String path = "/api/experiments/" + target.experimentId();
        ObjectNode change = JSON.createObjectNode();
        String another = ",{\"name\":\"again\",\"event_type\":\"signup\",\"aggregation\":\"count\"}]";
        change.set("metrics", JSON.readTree(METRICS.strip().replaceFirst("]$", another)));
        for (Answer answer : List.of(
                api.call("POST", path + "/pause", null),
                api.call("PATCH", path, change.toString()),
                api.call("POST", path + "/resume", null))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
    }

    private static JsonNode metrics(ApiClient api, LoadTarget target, String variantId)
            throws IOException, InterruptedException {
        Answer answer = api.get("/api/experiments/" + target.experimentId() + "/metrics/" + variantId);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data().path("custom_metrics");
    }

    private static void assertRatio(JsonNode actual, String name, BigDecimal numerator, int denominator) {
        double expected = numerator
                .divide(BigDecimal.valueOf(denominator), MathContext.DECIMAL128)
                .doubleValue();
        assertThat(actual.path(name).asDouble(-1)).as(name).isEqualTo(expected);
    }

    private static void assertSum(Map<String, BigDecimal> actual, String name, int scale, BigDecimal expected) {
        assertThat(actual.get(name)).as(name).isEqualByComparingTo(expected.movePointRight(scale));
    }

    private static BigDecimal sum(List<Shopper> users, Function<Shopper, BigDecimal> of) {
        return users.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> products(List<String> measures, String positions) {
        List<String> names = new ArrayList<>();
        for (String pair : positions.split(",", -1)) {
            String[] sides = pair.split("\\*", -1);
            names.add(measures.get(Integer.parseInt(sides[0])) + "*" + measures.get(Integer.parseInt(sides[1])));
        }
        return names;
    }

    private static Map<String, BigDecimal> named(List<String> names, String array) {
        String[] values = array.substring(1, array.length() - 1).split(",", -1);
        Map<String, BigDecimal> named = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), new BigDecimal(values[i]));
        }
        return named;
    }

    private List<Shopper> of(String variantId) {
        return shoppers.values().stream()
                .filter(shopper -> shopper.variantId.equals(variantId))
                .toList();
    }

    private Shopper shopper(String user) {
        Shopper shopper = shoppers.get(user);
        if (shopper == null) {
            throw new IllegalStateException("no " + user);
        }
        return shopper;
    }
}
