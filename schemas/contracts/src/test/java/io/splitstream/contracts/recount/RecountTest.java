package io.splitstream.contracts.recount;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MetricPlan;
import io.splitstream.contracts.metric.MomentLayout;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecountTest {
    private static final MetricPlan DECLARED = new MetricPlan(
            List.of(
                    metric("spend", Aggregation.SUM, null, 1_005_000L, null),
                    metric("price", Aggregation.MEAN, null, null, null),
                    metric("buyers", Aggregation.UNIQUE_USERS, null, null, null),
                    metric("p90", Aggregation.QUANTILE, 0.9, null, null),
                    metric("early_p90", Aggregation.QUANTILE, 0.9, null, 3_000L),
                    metric("early_orders", Aggregation.COUNT, null, 10_000L, 3_000L),
                    metric("late_price", Aggregation.MEAN, null, null, 9_000L)),
            "age",
            true);

    private static final List<String> STATEMENTS = Stream.of(MetricPlan.NONE, DECLARED)
            .flatMap(plan -> Stream.of(Recount.whole(plan), Recount.bySegment(plan), Recount.byBucket(plan)))
            .map(Recount::statement)
            .toList();

    private static CustomMetric metric(
            String name, Aggregation aggregation, @Nullable Double q, @Nullable Long cap, @Nullable Long window) {
        return new CustomMetric(name, "purchase", aggregation, q, CustomMetric.USERS, Metric.Direction.UP, cap, window);
    }

    @Test
    void statement_isFilledAndOne() {
        assertThat(STATEMENTS).allSatisfy(statement -> assertThat(statement)
                .doesNotContain("{{", "}}", ";", "--", "null")
                .contains("{workspace:String}", "{experiment:String}", "{until:Int64}"));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void statement_ofSomeBuckets_readsTheirUsersAlone(MetricPlan plan) {
        assertThat(Recount.byBucket(plan).statement())
                .contains("FROM splitstream.events FINAL PREWHERE cityHash64(user_id) % 16 >= {from_bucket:UInt8}");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void statement_countsEveryMeasureOnce(MetricPlan plan) {
        String statement = Recount.whole(plan).statement();
        for (int i = 0; i < plan.layout().measures().size(); i++) {
            assertThat(statement)
                    .as(plan.layout().measures().get(i).text())
                    .containsPattern(" AS m" + i + "[,\n]")
                    .contains("sumIf(toInt128(m" + i + "), variants = 1)");
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void statement_hasEveryProductInTheOrderOfTheLayout(MetricPlan plan) {
        MomentLayout layout = plan.layout();
        List<String> products = Pattern.compile("sumIf\\(toInt256\\(m(\\d+)\\) \\* toInt256\\(m(\\d+)")
                .matcher(Recount.whole(plan).statement())
                .results()
                .map(found -> found.group(1) + "*" + found.group(2))
                .toList();

        assertThat(products)
                .isEqualTo(IntStream.range(0, layout.products().size())
                        .mapToObj(i -> layout.leftOf(i) + "*" + layout.rightOf(i))
                        .toList());
    }

    static Stream<MetricPlan> plans() {
        return Stream.of(MetricPlan.NONE, DECLARED);
    }

    @Test
    void parameters_haveEpochsInTheirOrder() {
        List<WeightEpoch> epochs = List.of(new WeightEpoch(0, 5, Map.of()), new WeightEpoch(1, 9, Map.of()));

        assertThat(Recount.parameters("w", "e", epochs, DECLARED, 77))
                .containsEntry("epochs", List.of(0, 1))
                .containsEntry("epoch_begins", List.of(5L, 9L))
                .containsEntry("until", 77L)
                .containsEntry("covariate", "age")
                .containsEntry("layout", DECLARED.layout().text());
    }
}
