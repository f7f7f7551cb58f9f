package io.splitstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.splitstream.benchmarks.load.AckListener;
import io.splitstream.benchmarks.load.EventGenerator;
import io.splitstream.benchmarks.load.ExpectedExperiment;
import io.splitstream.benchmarks.load.ExpectedVariant;
import io.splitstream.benchmarks.load.LoadPlan;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.RouteMix;
import java.io.IOException;
import java.math.BigDecimal;
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
    void everyColumnOfEveryView_isCommented() throws IOException, InterruptedException {
        assertThat(Stack.running()
                        .writer()
                        .rows("SELECT table, name FROM system.columns WHERE database = 'splitstream'"
                                + " AND startsWith(table, 'v_') AND comment = ''"))
                .isEmpty();
    }
}
