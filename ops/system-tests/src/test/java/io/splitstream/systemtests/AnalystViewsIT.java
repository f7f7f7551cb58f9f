package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.ExpectedVariant;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The analyst's views say what the API says, and what every column means. */
@Order(24)
class AnalystViewsIT {
    private static final long SEED = 24;

    @Test
    void views_equalTheApi() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        LoadTarget target = stack.experiments().start("views", 2);
        LoadPlan plan = LoadPlan.of(SEED, 2_000, 200, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        EventGenerator generator = new EventGenerator(plan, List.of(target));
        stack.sender().send(generator, RouteMix.everyRoute(), SEED, AckListener.NONE);
        new Recounted(stack).assertEqualsStreamed(target.experimentId(), Instant.now());
        ExpectedExperiment expected = generator.expectation().get(0);
        ClickHouse analyst = stack.analyst();
        String where = " WHERE experiment_id = '" + target.experimentId() + "'";

        JsonNode metrics = stack.admin()
                .get("/api/experiments/" + target.experimentId() + "/metrics")
                .data();
        for (JsonNode variant : metrics.path("variants")) {
            String one =
                    where + " AND variant_id = '" + variant.path("variant_id").asText() + "'";
            List<String> row = analyst.rows("SELECT users, impressions, clicks, conversions, revenue, conversion_rate"
                            + " FROM v_variant_metrics" + one)
                    .get(0);
            assertThat(row.subList(0, 4))
                    .containsExactly(
                            variant.path("users").asText(),
                            variant.path("impressions").asText(),
                            variant.path("clicks").asText(),
                            variant.path("conversions").asText());
            assertThat(new BigDecimal(row.get(4)))
                    .isEqualByComparingTo(variant.path("total_revenue").decimalValue());
            assertThat(Double.parseDouble(row.get(5)))
                    .as("the same ratio of the same integers, which the API rounds to 16 digits")
                    .isCloseTo(variant.path("conversion_rate").asDouble(), Offset.offset(1e-12));
            assertThat(analyst.number("SELECT sum(conversions) FROM v_metric_daily" + one))
                    .isEqualTo(variant.path("conversions").asLong());
            assertThat(analyst.number("SELECT clicks FROM v_funnel" + one))
                    .isEqualTo(variant.path("clicks").asLong());
        }
        assertThat(analyst.number("SELECT countIf(is_crossover) FROM v_first_exposure" + where))
                .isEqualTo(expected.crossovers());
        String sessions = " FROM v_sessions AS s INNER JOIN v_first_exposure AS f ON f.experiment_id = s.experiment_id"
                + " AND f.user_id = s.user_id WHERE s.experiment_id = '" + target.experimentId()
                + "' AND f.experiment_id = '" + target.experimentId() + "' AND NOT f.is_crossover";
        assertThat(analyst.number("SELECT count()" + sessions))
                .isEqualTo(expected.variants().stream()
                        .mapToLong(ExpectedVariant::sessions)
                        .sum());
        assertThat(analyst.number("SELECT countIf(is_bounce)" + sessions))
                .isEqualTo(expected.variants().stream()
                        .mapToLong(ExpectedVariant::bounces)
                        .sum());
    }

    @Test
    void conclusions_equalTheApi() throws IOException, InterruptedException {
        Stack stack = Stack.running();
        ObjectNode draft = Experiments.draft("conclusions", 3);
        draft.withArray("guardrail_metrics")
                .add("bounce_rate")
                .addObject()
                .put("metric_name", "click_rate")
                .put("threshold", 0.99);
        LoadTarget target = stack.experiments().create(draft);
        stack.experiments().start(target.experimentId());
        LoadPlan plan = LoadPlan.of(SEED, 3_000, 300, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        stack.sender().send(new EventGenerator(plan, List.of(target)), RouteMix.everyRoute(), SEED, AckListener.NONE);
        new Recounted(stack).assertEqualsStreamed(target.experimentId(), Instant.now());
        String base = "/api/experiments/" + target.experimentId();
        long users = 0;
        for (JsonNode variant : stack.admin().get(base + "/metrics").data().path("variants")) {
            users += variant.path("users").asLong();
        }
        long all = users
                + stack.admin().get(base + "/metrics").data().path("crossovers").asLong();
        // Conclusions of all users may have been drawn before the last of their events; they are drawn anew soon.
        Await.until("the conclusions of all events", Duration.ofMinutes(1), () -> {
            assertConclusions(stack, target, all);
            return true;
        });
    }

    private static void assertConclusions(Stack stack, LoadTarget target, long all)
            throws IOException, InterruptedException {
        String base = "/api/experiments/" + target.experimentId();
        ClickHouse analyst = stack.analyst();
        String where = " WHERE experiment_id = '" + target.experimentId() + "'";
        assertThat(analyst.rows("SELECT users FROM v_decisions" + where)).containsExactly(List.of(Long.toString(all)));
        assertThat(analyst.rows("SELECT name, status, target_metric, variants FROM v_experiments" + where))
                .containsExactly(List.of("conclusions", "running", "conversion_rate", "3"));
        assertThat(analyst.rows("SELECT variant_name, is_control FROM v_variants" + where + " ORDER BY variant_name"))
                .containsExactly(
                        List.of("control", "true"), List.of("treatment-1", "false"), List.of("treatment-2", "false"));
        JsonNode recommendation = stack.admin().get(base + "/recommendation").data();
        assertThat(analyst.rows("SELECT verdict, confidence FROM v_decisions" + where))
                .containsExactly(List.of(
                        recommendation.path("recommendation").asText(),
                        recommendation.path("confidence").asText()));
        for (String metric : List.of("conversion_rate", "bounce_rate", "revenue_per_user", "user_conversion_rate")) {
            assertScorecard(stack, target, metric);
        }
        JsonNode validity = stack.admin().post(base + "/analyze", "{}").data().path("validity");
        for (List<String> row : analyst.rows(
                "SELECT p_value, chi_square_p_value, is_mismatch, crossovers, exposed, expected FROM v_srm" + where)) {
            close(row.get(0), validity.path("sample_ratio_p_value"));
            close(row.get(1), validity.path("sample_ratio_chi_square_p_value"));
            assertThat(row.get(2))
                    .isEqualTo(validity.path("sample_ratio_mismatch").asText());
            assertThat(row.get(3)).isEqualTo(validity.path("crossovers").asText());
            assertThat(Double.parseDouble(row.get(5))).isCloseTo(all / 3.0, Offset.offset(all * 1e-3));
        }
        assertThat(analyst.number("SELECT sum(exposed) FROM v_srm" + where)).isEqualTo(all);
        assertGuardrails(stack, target);
    }

    /** The newest scorecard against an analysis, arm by arm. */
    private static void assertScorecard(Stack stack, LoadTarget target, String metric)
            throws IOException, InterruptedException {
        JsonNode analysis = stack.admin()
                .post("/api/experiments/" + target.experimentId() + "/analyze", "{\"metric_name\":\"" + metric + "\"}")
                .data();
        assertThat(analysis.path("comparisons")).hasSize(2);
        for (JsonNode comparison : analysis.path("comparisons")) {
            List<String> row = stack.analyst()
                    .rows(
                            "SELECT users, control_users, value, control_value, absolute_lift, relative_lift, effect_size,"
                                    + " fixed_lower, fixed_upper, fixed_p_value, fixed_p_value_adjusted, sequential_lower,"
                                    + " sequential_upper, sequential_p_value, sequential_p_value_adjusted, probability_better,"
                                    + " expected_loss FROM v_scorecard_latest WHERE experiment_id = '"
                                    + target.experimentId()
                                    + "' AND metric = '" + metric + "' AND variant_id = '"
                                    + comparison.at("/test_variant/id").asText() + "'")
                    .get(0);
            List<JsonNode> said = List.of(
                    comparison.at("/test_variant/sample_size"),
                    analysis.at("/control_variant/sample_size"),
                    comparison.at("/test_variant/mean"),
                    analysis.at("/control_variant/mean"),
                    comparison.path("absolute_lift"),
                    comparison.path("relative_lift"),
                    comparison.path("effect_size"),
                    comparison.at("/frequentist_analysis/confidence_interval/0"),
                    comparison.at("/frequentist_analysis/confidence_interval/1"),
                    comparison.at("/frequentist_analysis/p_value"),
                    comparison.at("/frequentist_analysis/p_value_adjusted"),
                    comparison.at("/sequential_analysis/confidence_interval/0"),
                    comparison.at("/sequential_analysis/confidence_interval/1"),
                    comparison.at("/sequential_analysis/p_value"),
                    comparison.at("/sequential_analysis/p_value_adjusted"),
                    comparison.at("/bayesian_analysis/probability_better"),
                    comparison.at("/bayesian_analysis/expected_loss"));
            for (int i = 0; i < said.size(); i++) {
                close(row.get(i), said.get(i));
            }
        }
    }

    private static void assertGuardrails(Stack stack, LoadTarget target) throws IOException, InterruptedException {
        JsonNode guardrails = stack.admin()
                .get("/api/experiments/" + target.experimentId() + "/guardrails")
                .data()
                .path("guardrails");
        assertThat(guardrails).hasSize(2);
        for (JsonNode guardrail : guardrails) {
            List<String> row = stack.analyst()
                    .rows("SELECT status, is_violated, value, control_value, threshold FROM v_guardrail_history"
                            + " WHERE experiment_id = '" + target.experimentId() + "' AND metric = '"
                            + guardrail.path("metric_name").asText() + "' AND variant_id = '"
                            + guardrail.path("variant_id").asText() + "' ORDER BY minute DESC LIMIT 1")
                    .get(0);
            assertThat(row.get(0)).isEqualTo(guardrail.path("status").asText());
            assertThat(row.get(1)).isEqualTo(guardrail.path("is_violated").asText());
            close(row.get(2), guardrail.path("test_value"));
            close(row.get(3), guardrail.path("control_value"));
            close(row.get(4), guardrail.path("threshold"));
        }
    }

    /** One double read by two parsers, which may differ in its last digit; what is null is null in both. */
    private static void close(String cell, JsonNode said) {
        if (said.isNull() || said.isMissingNode()) {
            assertThat(cell).isEqualTo("\\N");
        } else {
            assertThat(Double.parseDouble(cell))
                    .isCloseTo(said.asDouble(), Offset.offset(1e-12 * Math.max(1, Math.abs(said.asDouble()))));
        }
    }

    @Test
    void everyColumnOfEveryView_isCommented() throws IOException, InterruptedException {
        assertThat(Stack.running()
                        .writer()
                        .rows("SELECT table, name FROM system.columns WHERE database = 'splitstream'"
                                + " AND startsWith(table, 'v_') AND comment = ''"))
                .isEmpty();
    }
}
