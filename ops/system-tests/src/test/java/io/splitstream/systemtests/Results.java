package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.client.Answer;
import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.CellTotals;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.ExpectedVariant;
import io.splitstream.contracts.metric.MomentLayout;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;

/** What the results say, against what the load must add up to. */
final class Results {
    private static final Duration CATCH_UP = Duration.ofMinutes(3);
    private static final Offset<Double> RATE_TOLERANCE = Offset.offset(1e-9);

    private final ApiClient api;
    private final ClickHouse analyst;

    Results(Stack stack) {
        this.api = stack.admin();
        this.analyst = stack.analyst();
    }

    /** Waits until the metrics of an experiment claim to hold every event that was logged by some time. */
    void awaitComplete(String experimentId, Instant time) throws InterruptedException {
        Await.until("metrics of " + experimentId + " complete until " + time, CATCH_UP, () -> {
            JsonNode completeUntil = metrics(experimentId).path("complete_until");
            return completeUntil.isTextual()
                    && !Instant.parse(completeUntil.asText()).isBefore(time);
        });
    }

    /** Every figure of {@code /metrics} that the load determines, exactly. */
    void assertMetrics(ExpectedExperiment expected) throws IOException, InterruptedException {
        JsonNode data = metrics(expected.experimentId());
        Map<String, JsonNode> variants = new HashMap<>();
        data.path("variants")
                .forEach(variant -> variants.put(variant.path("variant_id").asText(), variant));
        SoftAssertions softly = new SoftAssertions();
        for (ExpectedVariant variant : expected.variants()) {
            JsonNode actual = variants.get(variant.variantId());
            softly.assertThat(actual)
                    .as("variant %s in %s", variant.variantId(), data)
                    .isNotNull();
            if (actual != null) {
                compare(softly, variant, actual);
            }
        }
        softly.assertThat(data.path("crossovers").asLong(-1)).as("crossovers").isEqualTo(expected.crossovers());
        softly.assertAll();
    }

    /** One row per event identity, and the same totals as the batch answer gives. */
    void assertArchive(ExpectedExperiment expected) throws IOException, InterruptedException {
        String where = " FROM v_events WHERE experiment_id = '" + expected.experimentId() + "'";
        Await.until(
                "archive of " + expected.experimentId() + " holds " + expected.events(),
                CATCH_UP,
                () -> analyst.number("SELECT count()" + where) >= expected.events());
        assertThat(analyst.number("SELECT count()" + where))
                .as("rows of v_events for %s", expected.experimentId())
                .isEqualTo(expected.events());
        for (String length : List.of("10s", "1m", "5m", "1h")) {
            assertThat(analyst.number("SELECT sum(events) FROM v_windows_" + length + " WHERE experiment_id = '"
                            + expected.experimentId() + "'"))
                    .as("events over the windows of %s of %s", length, expected.experimentId())
                    .isEqualTo(expected.events());
        }
        List<List<String>> rows = analyst.rows("SELECT variant, count() AS users, sum(impressions), sum(clicks),"
                + " sum(conversions), sum(ratings), sum(rating_sum), sum(revenue) FROM (SELECT user_id,"
                + " any(variant_id) AS variant, uniqExact(variant_id) AS variants,"
                + " countIf(event_type = 'impression') AS impressions, countIf(event_type = 'click') AS clicks,"
                + " countIf(event_type = 'conversion') AS conversions, countIf(event_type = 'rating') AS ratings,"
                + " sumIf(event_value, event_type = 'rating') AS rating_sum,"
                + " sumIf(event_value, event_type = 'conversion') AS revenue" + where
                + " GROUP BY user_id) WHERE variants = 1 GROUP BY variant");
        assertThat(rows.stream().map(Results::totals).toList())
                .as("totals over v_events for %s", expected.experimentId())
                .containsExactlyInAnyOrderElementsOf(expected.variants().stream()
                        .filter(variant -> variant.users() > 0)
                        .map(Results::totals)
                        .toList());
    }

    /** The first moments of every measure, as stored; what {@code /metrics} does not show included. */
    void assertMoments(ExpectedExperiment expected) throws IOException, InterruptedException {
        String id = "'" + expected.experimentId() + "'";
        List<List<String>> rows = analyst.rows("SELECT cell.1 AS variant, sum(cell.2), sumForEach(cell.3) FROM"
                + " (SELECT arrayJoin(arrayZip(variant_ids, users, sums)) AS cell FROM experiment_statistics FINAL"
                + " WHERE experiment_id = " + id + " AND generation = 0 AND version = ("
                + CellTotals.shownVersion(" WHERE experiment_id = " + id + " AND generation = 0") + "))"
                + " GROUP BY variant");
        assertThat(rows)
                .as("first moments of %s in the order %s", expected.experimentId(), MomentLayout.USUAL)
                .containsExactlyInAnyOrderElementsOf(expected.variants().stream()
                        .filter(variant -> variant.users() > 0)
                        .map(Results::moments)
                        .toList());
    }

    private JsonNode metrics(String experimentId) throws IOException, InterruptedException {
        Answer answer = api.get("/api/experiments/" + experimentId + "/metrics");
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status() + ": " + answer.text());
        }
        return answer.data();
    }

    private static void compare(SoftAssertions softly, ExpectedVariant expected, JsonNode actual) {
        String variant = expected.variantId();
        softly.assertThat(actual.path("users").asLong(-1))
                .as("%s users", variant)
                .isEqualTo(expected.users());
        softly.assertThat(actual.path("impressions").asLong(-1))
                .as("%s impressions", variant)
                .isEqualTo(expected.impressions());
        softly.assertThat(actual.path("clicks").asLong(-1))
                .as("%s clicks", variant)
                .isEqualTo(expected.clicks());
        softly.assertThat(actual.path("conversions").asLong(-1))
                .as("%s conversions", variant)
                .isEqualTo(expected.conversions());
        softly.assertThat(actual.path("total_revenue").decimalValue())
                .as("%s total_revenue", variant)
                .isEqualByComparingTo(expected.revenue());
        compareRate(softly, variant, "click_rate", expected.clicks(), expected.impressions(), actual);
        compareRate(softly, variant, "conversion_rate", expected.conversions(), expected.impressions(), actual);
        softly.assertThat(actual.path("avg_rating").asDouble(-1))
                .as("%s avg_rating", variant)
                .isCloseTo(ratio(expected.ratingSum(), expected.ratings()), RATE_TOLERANCE);
    }

    private static void compareRate(
            SoftAssertions softly, String variant, String rate, long numerator, long denominator, JsonNode actual) {
        softly.assertThat(actual.path(rate).asDouble(-1))
                .as("%s %s", variant, rate)
                .isCloseTo(ratio(BigDecimal.valueOf(numerator), denominator), RATE_TOLERANCE);
    }

    private static double ratio(BigDecimal numerator, long denominator) {
        return denominator == 0
                ? 0
                : numerator
                        .divide(BigDecimal.valueOf(denominator), MathContext.DECIMAL64)
                        .doubleValue();
    }

    private static List<String> moments(ExpectedVariant variant) {
        List<String> sums = variant.moments().stream().map(BigInteger::toString).toList();
        return List.of(variant.variantId(), String.valueOf(variant.users()), "[" + String.join(",", sums) + "]");
    }

    private static List<String> totals(List<String> row) {
        return List.of(
                row.get(0),
                row.get(1),
                row.get(2),
                row.get(3),
                row.get(4),
                row.get(5),
                plain(row.get(6)),
                plain(row.get(7)));
    }

    private static List<String> totals(ExpectedVariant variant) {
        return List.of(
                variant.variantId(),
                String.valueOf(variant.users()),
                String.valueOf(variant.impressions()),
                String.valueOf(variant.clicks()),
                String.valueOf(variant.conversions()),
                String.valueOf(variant.ratings()),
                plain(variant.ratingSum().toPlainString()),
                plain(variant.revenue().toPlainString()));
    }

    /** A decimal in one way of writing; an absent sum is 0. */
    private static String plain(String decimal) {
        return decimal.equals("\\N")
                ? "0"
                : new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }
}
